// Run bytecode.py in the Pyodide of one folder and write the files that it returns into another:
//
//     node bytecode.mjs <folder with pyodide-lock.json> <folder to write to> <package>...
import fs from "node:fs";
import path from "node:path";
import { loadPyodide } from "pyodide";

const [distribution, target, ...packages] = process.argv.slice(2);
const pyodide = await loadPyodide({
  indexURL: path.resolve(distribution) + path.sep,
  packages,
  env: { MPLBACKEND: "module://matplotlib_inline.backend_inline" }, // the kernel's own choice
  stdout: () => {},
  stderr: () => {},
});
const program = fs.readFileSync(new URL("bytecode.py", import.meta.url), "utf8");
try {
  for (const [name, bytes] of pyodide.runPython(program).toJs()) {
    const file = path.join(target, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
  }
} catch (error) {
  // Left to itself, node prints the line that threw: a megabyte of Pyodide.
  console.error(error.message);
  process.exit(1);
}
