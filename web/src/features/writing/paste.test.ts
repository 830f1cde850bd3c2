import { expect, it } from "vitest";
import { mentionHTML } from "@/features/completion/mention-html";
import { cleanPaste, linkOf } from "./paste";

const attachment = (content: string) => JSON.stringify({ contentType: "text/html", content });

it.each([
  [
    "a web page",
    "<p>One <b>two</b> <i>three</i></p><p>Four</p>",
    "<div>One <strong>two</strong> <em>three</em></div><br><div>Four</div>",
  ],
  ["headings of any level", "<h2>Title</h2><h4>Less</h4>", "<h1>Title</h1><h1>Less</h1>"],
  [
    "lists in lists",
    "<ul><li>a<ol><li><p>b</p></li></ol></li></ul>",
    "<ul><li>a<ol><li>b</li></ol></li></ul>",
  ],
  [
    "code with its language",
    '<pre><code class="hljs language-go">x := 1<br>y\n</code></pre>',
    '<pre language="go">x := 1\ny</pre>',
  ],
  [
    "links, but none that run",
    '<a href="https://example.com/">a</a><a href="javascript:alert(1)">b</a><a href="/home">c</a>',
    '<a href="https://example.com/">a</a>bc',
  ],
  [
    "nothing that is not words",
    '<script>x</script><style>y</style><img src="z" alt="p"><button>b</button>words<svg><text>t</text></svg>',
    "words",
  ],
  ["no colours or sizes", '<span style="color:red;font-size:40px">red</span>', "red"],
  [
    "Google Docs",
    '<meta><b style="font-weight:normal" id="docs-internal-guid-1"><p style="margin-top:0pt;margin-bottom:0pt"><span style="font-weight:700">bold</span><span style="font-weight:400;font-style:italic"> italic</span><span style="text-decoration:line-through"> gone</span></p><p style="margin-top:0pt;margin-bottom:0pt">next</p></b>',
    "<div><strong>bold</strong><em> italic</em><del> gone</del></div><div>next</div>",
  ],
  [
    "a list of Word's",
    `<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>one<o:p></o:p></p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>two</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>first</p>`,
    "<ul><li>one</li><li>two</li></ul><ol><li>first</li></ol>",
  ],
  [
    "a table",
    "<table><tr><th>Name</th><th>Age</th></tr><tr><td> Ada\n L. </td><td></td></tr></table>",
    "<div>Name | Age</div><div>Ada L. | </div>",
  ],
  [
    "a mention from a message",
    '<span class="mention" data-user-id="3"><img src="x" onerror="alert(1)">@Bob</span>',
    mentionHTML({ id: 3, name: "Bob" }),
  ],
  [
    "a mention from an editor",
    `<figure data-trix-attachment='${attachment('<img src="x" onerror="alert(1)"><span class="mention" data-user-id="3">@Bob</span>')}'><img src="x" onerror="alert(1)"></figure>`,
    mentionHTML({ id: 3, name: "Bob" }),
  ],
  [
    "nothing else that an editor attaches",
    `<figure data-trix-attachment='${attachment('<img src="x" onerror="alert(1)">')}'>x</figure><figure data-trix-attachment="{">y</figure>words`,
    "words",
  ],
])("keeps of %s what a message can have", (_, html, kept) => {
  expect(cleanPaste(html)).toBe(kept);
});

it.each([
  ["https://example.com/a?b=c#d", true],
  ["  http://localhost:3000\n", true],
  ["mailto:ada@example.com", true],
  ["javascript:alert(1)", false],
  ["see https://example.com", false],
  ["https://example.com https://example.org", false],
  ["www.example.com", false],
])("%s is an address", (text, is) => {
  expect(linkOf(text) !== undefined).toBe(is);
});
