func waitThenRead() throws {
  let process = Subprocess(["seq", "100000"], output: .captured)
  try process.start()
  _ = try process.wait()
  _ = try process.communicate()
}

func readAndWait() throws {
  let process = Subprocess(["seq", "100000"], output: .captured)
  try process.start()
  _ = try process.communicate()
}

func waitForLittle() throws {
  let process = Subprocess(["seq", "5"], output: .captured)
  try process.start()
  _ = try process.wait()
}

func waitForReader() throws {
  let process = Subprocess(["cat"], input: .piped, output: .discarded)
  try process.start()
  _ = try process.wait()
}
