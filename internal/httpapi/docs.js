// Lets the reader try the requests of the page, as who is signed in in this
// browser or with an access token. The page is whole without it.
const api = await (await fetch("/api/openapi.json")).json();
const token = document.querySelector("#token");

for (const section of document.querySelectorAll("section[data-method]")) {
  const button = element("button", { type: "button", textContent: "Try it" });
  button.addEventListener("click", () => button.replaceWith(form(section.dataset)), { once: true });
  section.append(button);
}
token.closest("p").hidden = false;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** What an operation takes, and what becomes of it. */
function form({ method, path }) {
  const operation = api.paths[path][method.toLowerCase()];
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const answer = element("pre", { hidden: true, ariaLive: "polite", tabIndex: 0 });
  const made = element("form", {}, ...(operation.parameters ?? []).filter((p) => p.in !== "header").map(field));
  if (schema) made.append(labelled("Body", element("textarea", { name: "body", rows: 6, value: JSON.stringify(example(schema), null, 2) })));
  made.append(element("button", { textContent: `${method} it` }), answer);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.hidden = false;
    answer.textContent = "…";
    answer.textContent = await send(method, path, new FormData(made)).catch((error) => String(error));
  });
  return made;
}

function field(parameter) {
  const input = element("input", { name: `${parameter.in}:${parameter.name}`, required: parameter.in === "path" });
  return labelled(parameter.name, input);
}

function labelled(text, input) {
  return element("label", {}, text, input);
}

/** A value of a schema's shape. */
function example(schema) {
  if (schema.$ref) return example(api.components.schemas[schema.$ref.split("/").pop()]);
  if (schema.oneOf) return example(schema.oneOf[0]);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === "object")
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, example(one)]));
  return { array: [], boolean: false, integer: 0, number: 0 }[type] ?? "";
}

/** The answer as text: its status, the headers that matter and its body. */
async function send(method, path, data) {
  const url = new URL(location.origin);
  url.pathname = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(data.get(`path:${name}`)));
  for (const [name, value] of data) {
    if (name.startsWith("query:") && value) url.searchParams.set(name.slice("query:".length), value);
  }
  const headers = {};
  if (token.value) headers.Authorization = `Bearer ${token.value.trim()}`;
  if (data.has("body")) headers["Content-Type"] = "application/json";
  const answer = await fetch(url, {
    method,
    headers,
    body: data.get("body"),
    credentials: token.value ? "omit" : "same-origin",
  });
  const text = await answer.text();
  const told = ["content-type", "etag", "retry-after", "location"].filter((name) => answer.headers.has(name));
  return [
    `${answer.status} ${answer.statusText}`,
    ...told.map((name) => `${name}: ${answer.headers.get(name)}`),
    "",
    pretty(text),
  ].join("\n");
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
