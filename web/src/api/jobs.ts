import { answered, client } from "@/api/client";
import type { Jobs } from "@/api/types";

const at = (job: number) => ({ params: { path: { job } } });

/** What is to be done in the background, and what was given up. */
export function fetchJobs(): Promise<Jobs> {
  return answered(client.GET("/api/account/jobs"));
}

export function replayJob(job: number): Promise<unknown> {
  return answered(client.POST("/api/account/jobs/{job}/replay", at(job)));
}

export function dropJob(job: number): Promise<unknown> {
  return answered(client.DELETE("/api/account/jobs/{job}", at(job)));
}
