func pipeIntoHead() throws {
  let results = try Subprocess.pipeline([["yes"], ["head", "-n", "1"]])
  for result in results { print(result.status) }
  print(results[1].outputText, terminator: "")
}
