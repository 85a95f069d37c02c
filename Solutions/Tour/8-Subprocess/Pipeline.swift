import Groundwork

/// `yes | head -n 1000 | wc -l`, without a shell.
func countThousand() throws {
  let results = try Subprocess.pipeline([["yes"], ["head", "-n", "1000"], ["wc", "-l"]])
  for result in results { print("\(result.arguments[0]) \(result.status)") }
  print("lines:", results.last?.outputText ?? "none", terminator: "")
}
