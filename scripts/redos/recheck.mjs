// Takes [[pattern, flags], …] as JSON on standard input and prints what recheck says of each as one line of JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { check } = createRequire(`${process.argv[2]}/`)("recheck");
for (const [pattern, flags] of JSON.parse(readFileSync(0, "utf8"))) {
  const found = await check(pattern, flags, { checker: "automaton", timeout: 10000 });
  const { pumps, suffix } = found.attack ?? {};
  console.log(JSON.stringify({ status: found.status, complexity: found.complexity?.summary ?? null, pumps: pumps ?? [], suffix: suffix ?? "", error: found.error?.kind ?? null }));
}
