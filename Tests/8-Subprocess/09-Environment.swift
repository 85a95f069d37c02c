import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.9")) struct `09-Environment` {
    @Test("Replaced: these variables, and no others")
    func replaced() throws {
      var random = Seeded()
      let own = randomVariables(&random)
      let variables = try Subprocess.Environment.replaced(own).variables()
      #expect(
        variables == own.sorted { $0.key < $1.key }.map { "\($0)=\($1)" },
        "the program should have these variables and no others, sorted by name; \(random)")
      let none = try Subprocess.Environment.replaced([:]).variables()
      #expect(none == [], "an empty list of variables is a list, too: not even PATH is in it")
    }

    @Test("Inherited: those of this process")
    func inherited() throws {
      var random = Seeded()
      let (name, value) = ("WORKBOOK_TEST_OWN", "\(UInt32.random(in: 0...9_999, using: &random))")
      setenv(name, value, 1)
      let variables = try Subprocess.Environment.inherited.variables()
      let path = getenv("PATH").map { "PATH=\(String(cString: $0))" } ?? "none"
      #expect(variables.contains("\(name)=\(value)"), "\(name) is set in this process; \(random)")
      #expect(variables.contains(path), "PATH is set in this process")
    }

    @Test("Those of this process as they are now, in the order of their names")
    func ownNow() throws {
      var random = Seeded()
      for environment in [Subprocess.Environment.inherited, .extended([:])] {
        // By name, A comes before A-B and A0; as whole strings, `A=` comes after `A-B=` and `A0=`.
        for name in ["WORKBOOK_TEST_A0", "WORKBOOK_TEST_A-B", "WORKBOOK_TEST_A"].shuffled(
          using: &random)
        {
          setenv(name, "\(Int.random(in: 0...99_999, using: &random))", 1)
          let variables = try environment.variables().filter { $0.hasPrefix("WORKBOOK_TEST_A") }
          let expected = ["WORKBOOK_TEST_A", "WORKBOOK_TEST_A-B", "WORKBOOK_TEST_A0"]
            .compactMap { (name: String) in getenv(name).map { "\(name)=\(String(cString: $0))" } }
          #expect(
            variables == expected,
            "\(environment): \(name) was set just now, and the list goes by names; \(random)")
        }
      }
    }

    @Test("Extended: those of this process, with these changes")
    func extended() throws {
      var random = Seeded()
      let old = "\(Int.random(in: 1...99, using: &random))"
      setenv("WORKBOOK_TEST_KEPT", old, 1)
      setenv("WORKBOOK_TEST_CHANGED", old, 1)
      setenv("WORKBOOK_TEST_REMOVED", old, 1)
      let variables = try Subprocess.Environment.extended([
        "WORKBOOK_TEST_CHANGED": "a=b=\(old)", "WORKBOOK_TEST_REMOVED": nil,
        "WORKBOOK_TEST_NEW": "", "WORKBOOK_TEST_NEVER": nil,
      ]).variables()
      let ours = variables.filter { $0.hasPrefix("WORKBOOK_TEST_") }
      #expect(
        ours == [
          "WORKBOOK_TEST_CHANGED=a=b=\(old)", "WORKBOOK_TEST_KEPT=\(old)", "WORKBOOK_TEST_NEW=",
        ],
        "one variable is changed, one removed (nil), one new and empty, and one kept; \(random)")
      #expect(variables.contains { $0.hasPrefix("PATH=") }, "PATH was not to be changed")
      #expect(
        variables.count == Set(variables.map { $0.prefix { $0 != "=" } }).count,
        "a variable is there twice: which one counts differs from program to program")
      let kept = getenv("WORKBOOK_TEST_REMOVED").map { String(cString: $0) }
      #expect(kept == old, "the variables of this process itself should stay as they are")
    }

    @Test("A name that no program could be given is refused", .holds(.damage))
    func badName() {
      for name in ["", "=", "A=B", "=A", "A=", "\0", "A\0B", "A=\u{338}B"] {
        for environment in [
          Subprocess.Environment.replaced(["GOOD": "1", name: "2"]), .extended([name: "2"]),
        ] {
          let problem = refusal(of: name, "2", in: environment)
          #expect(
            problem == nil,
            """
            the name \(name.debugDescription) should be refused: the program would see another \
            variable, or none
            """)
        }
      }
    }

    @Test("A value with a NUL is refused, and any other is good", .holds(.damage))
    func values() throws {
      for value in ["\0", "a\0", "\0b", "a\0b"] {
        let problem = refusal(of: "CUT", value, in: .replaced(["CUT": value]))
        #expect(
          problem == nil, "the program would see the value \(value.debugDescription) up to the NUL")
      }
      let odd = ["", "=", "a=b", " ", "two\nlines", "ü€😀", "'\"$HOME"]
      for value in odd {
        let variables = try Subprocess.Environment.replaced(["ODD": value]).variables()
        #expect(variables == ["ODD=\(value)"], "\(value.debugDescription) is a good value")
      }
    }

    @Test("The program has them, works in its folder, and finds its path from there")
    func seen() throws {
      var random = Seeded()
      let own = randomVariables(&random)
      let process = Subprocess(
        ["./env"], output: .captured, environment: .replaced(own), in: "/usr/bin")
      try process.start()
      let result = try process.communicate()
      let lines = result.outputText.split(separator: "\n").map(String.init).sorted()
      #expect(
        lines == own.map { "\($0)=\($1)" }.sorted(),
        "./env in /usr/bin prints the variables that it has; \(random)")
      let folder = try Subprocess.run(["pwd"], output: .captured, in: "/usr/..")
      #expect(
        folder.outputText == "/\n", "/usr/.. is the folder /, whatever this process works in")
    }

    @Test("A program that can't have its variables is not started", .holds(.failure))
    func notStarted() {
      let process = Subprocess(["true"], environment: .extended(["A=B": "1"]))
      let error = #expect(
        throws: SubprocessError.self, "no program can have a variable that is named A=B"
      ) { _ = try process.spawn() }
      let names: [SubprocessError] = [.badVariable("A=B"), .badVariable("A=B=1")]
      #expect(names.contains { $0 == error }, "the error should name the variable")
      #expect(process.pid == nil, "there should be no process")
    }
  }
}

/// What is wrong with how a variable is refused, in printable characters; nil if nothing is.
private func refusal(
  of name: String, _ value: String, in environment: Subprocess.Environment
) -> String? {
  do {
    let variables = try environment.variables().filter { !$0.hasPrefix("GOOD=") }
    return "accepted, the last as \((variables.last ?? "").debugDescription)"
  } catch SubprocessError.badVariable(let named) {
    // By its name, or with its value: both say which it is.
    return named == name || named == "\(name)=\(value)"
      ? nil : "the error names \(named.debugDescription)"
  } catch {
    return "another error: \("\(error)".debugDescription)"
  }
}

private func randomVariables(_ random: inout Seeded) -> [String: String] {
  // By name, A comes before A-B and A0; as whole strings, `A=` comes after `A-B=` and `A0=`.
  var variables = ["NAME": "1", "NAME-B": "2", "NAME0": "3"]
  // So many that they are hardly ever sorted by themselves.
  for name in random.different(20, in: 0...999) {
    variables["NAME_\(name)"] = "value \(Int.random(in: 0...999, using: &random))"
  }
  return variables
}
