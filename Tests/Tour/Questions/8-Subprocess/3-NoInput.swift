func readNothing() throws {
  let result = try Subprocess.run(["cat"], output: .captured)
  print(result.output.count)
  print(result.status)
}
