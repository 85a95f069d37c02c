import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.10")) struct `10-FeedProgram` {
    @Test("The names are those that ls lists, and nothing is printed here")
    func names() throws {
      var random = Seeded()
      let names = random.different(4, in: 1...999_999).map { "file \($0)" }
      try withFolder { parent in
        let folder = "\(parent)/a folder"
        try makeFolder(folder, files: names)
        let performance = try Performance { try listing(of: folder) }
        let (printed, listed) = try performance.end()
        #expect(
          listed.sorted() == names.sorted(),
          "each of the files in the folder \"\(folder)\" should be listed, by its name; \(random)")
        #expect(
          printed == [], "what ls prints should come back, and not be printed here; \(random)")
        #expect(performance.starts.count == 1, "one program should be run: ls; \(random)")
      }
      #expect(!hasChildren(), "the function has returned, and its program is still there")
    }

    @Test("An empty folder has no names")
    func empty() throws {
      try withFolder { folder in
        let listed = try Observed { try listing(of: folder) }
          .value(orElse: "listing doesn't return")
        #expect(listed == [], "nothing is in that folder, and ls prints nothing")
      }
    }

    @Test("What ls can't list is an error")
    func missing() throws {
      try withFolder { folder in
        let run = try Observed { try listing(of: "\(folder)/nothing") }
        let error = #expect(
          throws: SubprocessError.self,
          "there is no such folder, and ls said so by its exit code: `check` throws then"
        ) { try run.value(orElse: "listing doesn't return") }
        if case .failed = error { return }
        if let error { Issue.record("\(error): not the error that `check` throws") }
      }
    }

    @Test("The lines come sorted out of the program, and nothing is printed here")
    func sorts() throws {
      var random = Seeded()
      // In the wrong order, whatever was drawn, and all of one length.
      let lines = random.different(5, in: 100_000...999_999).sorted(by: >).map { "line \($0)" }
      let performance = try Performance { try sortedByProgram(lines) }
      let (printed, sorted) = try performance.end()
      #expect(sorted == lines.sorted(), "sort was to be fed \(lines); \(random)")
      #expect(
        printed == [], "what sort prints should come back, and not be printed here; \(random)")
      #expect(performance.starts.count == 1, "one program should be run: sort; \(random)")
      #expect(!hasChildren(), "the function has returned, and its program is still there")
    }

    @Test("No lines are none afterward")
    func nothing() throws {
      let sorted = try Observed { try sortedByProgram([]) }
        .value(orElse: "sortedByProgram doesn't return: is there an end of the input?")
      #expect(sorted == [], "nothing was fed, so nothing comes out")
    }
  }
}

/// Makes a folder with these files, which are empty.
private func makeFolder(_ folder: String, files: [String]) throws {
  guard mkdir(folder, 0o700) == 0 else { throw SystemError("mkdir") }
  for file in files {
    let number = creat("\(folder)/\(file)", 0o600)
    guard number >= 0 else { throw SystemError("creat") }
    close(number)
  }
}
