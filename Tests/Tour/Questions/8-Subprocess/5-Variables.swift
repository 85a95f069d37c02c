func setOneVariable() throws {
  let command = ["/bin/sh", "-c", "echo ${WORD-none} ${COLOR-none}"]
  setenv("COLOR", "red", 1)
  for environment in [
    Subprocess.Environment.extended(["WORD": "one"]), .replaced(["WORD": "one"]),
    .extended(["COLOR": nil]),
  ] {
    let result = try Subprocess.run(command, output: .captured, environment: environment)
    print(result.outputText, terminator: "")
  }
}
