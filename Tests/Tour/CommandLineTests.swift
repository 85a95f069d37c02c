#if Solutions
import Testing

extension Tour {
  @Test(
    "Without a name, and when asked for help, it lists the programs",
    arguments: [[], ["--help"], ["-h"], ["process", "--help"]])
  func overview(arguments: [String]) throws {
    let run = try tour(arguments)
    #expect(run.status == 0)
    #expect(run.output.contains(#/  process +Two children/#))
    #expect(run.errors.isEmpty)
  }

  @Test(
    "A slip is answered by the name that was meant",
    arguments: [
      ("prozess", "process"), ("Process", "process"), ("TASK-FARM", "task-farm"),
      ("proces", "process"), ("evnet", "event"), ("pool_map", "pool-map"), ("semafor", "semaphore"),
      ("lcok", "lock"),
    ])
  func slip(name: String, meant: String) throws {
    let run = try tour([name])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        There is no program '\(name)'. Did you mean '\(meant)'?
        `swift run tour` lists the programs.

        """)
  }

  @Test("A name that is like no other one is not guessed", arguments: ["xyz", "", "--list", "東京"])
  func unknownName(name: String) throws {
    let run = try tour([name])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        There is no program '\(name)'.
        `swift run tour` lists the programs.

        """)
  }

  @Test("Two names are one too many")
  func twoNames() throws {
    let run = try tour(["process", "fork"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == "Give one name, not 2.\n`swift run tour` lists the programs.\n")
  }
}
#endif
