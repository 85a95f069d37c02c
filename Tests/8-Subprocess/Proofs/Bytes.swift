#if Solutions
import Grading
import Groundwork
import Testing

// What is no text: names and values of variables, and arguments, are bytes.

extension `8-Subprocess` {
  @Suite(.exercise("8.9", deadline: .seconds(60))) struct Bytes {
    @Test("Variables that nobody mentioned stay as they are, byte by byte")
    func untouched() throws {
      try withOddVariables { odd in
        for environment in [
          Subprocess.Environment.inherited, .extended([:]), .extended(["ODD_NEW": "1"]),
          .extended(["PATH": "/bin:/usr/bin", "ODD_NEVER": nil]),
        ] {
          let seen = try variables(environment)
          for variable in odd {
            #expect(
              seen.count { $0 == variable } == 1,
              "\(String(decoding: variable, as: UTF8.self).debugDescription) in \(environment)")
          }
        }
      }
    }

    @Test("A change is one of the variable with the same bytes in its name, and of no other")
    func changed() throws {
      try withOddVariables { odd in
        // The first is no text, and changed by its name; two others differ for the kernel alone.
        let changes: [String: String?] = [
          "ODD_RAW": "text", "ODD_\u{e9}": nil, "ODD_MARK": nil,
        ]
        let seen = try variables(.extended(changes))
        let ours = seen.filter { $0.starts(with: "ODD_".utf8) }
        #expect(
          Set(ours) == [Array("ODD_RAW=text".utf8), Array("ODD_e\u{301}=2".utf8), odd[4]])
        #expect(ours.count == 3)
      }
    }

    @Test("Arguments and the folder may be any bytes, and are told as text")
    func arguments() throws {
      let odd = ProgramText(bytes: [0x78, 0xff, 0xc3])
      try withFolder { folder in
        let result = try Subprocess.run(
          ["printf", "%s|", odd, "\(odd)=é"], output: .captured, in: "\(folder)")
        #expect(result.output == odd.bytes + Array("|".utf8) + odd.bytes + Array("=é|".utf8))
        #expect(result.arguments == ["printf", "%s|", "x\u{fffd}\u{fffd}", "x\u{fffd}\u{fffd}=é"])
        let inner: ProgramText = "\(folder)/\(odd)"
        try Subprocess.run(["mkdir", inner], check: true)
        let place = try Subprocess.run(["pwd"] as [ProgramText], output: .captured, in: inner)
        #expect(place.output == inner.bytes + [10])
        // The way to a variable that is no text.
        let set = try Subprocess.run(
          ["env", "ODD_SET=\(odd)", "env", "-0"] as [ProgramText], output: .captured)
        #expect(
          set.output.split(separator: 0).contains {
            Array($0) == Array("ODD_SET=".utf8) + odd.bytes
          })
      }
    }

    @Test("Without changes a replaced environment has none of them")
    func replaced() throws {
      try withOddVariables { _ in
        let seen = try variables(.replaced(["A": "1"]))
        #expect(seen == [Array("A=1".utf8)])
      }
    }
  }
}

/// Calls `body` while this process has variables that are hard to keep.
private func withOddVariables(_ body: ([[UInt8]]) throws -> Void) throws {
  let odd: [[UInt8]] = [
    Array("ODD_RAW=".utf8) + [0xff, 0x41, 0xc3],
    // For Swift, the mark and the `=` before it are one character.
    Array("ODD_MARK=\u{301}x".utf8),
    // For Swift, these names are equal.
    Array("ODD_\u{e9}=1".utf8), Array("ODD_e\u{301}=2".utf8),
    Array("ODD_".utf8) + [0xe9] + Array("=latin".utf8),
  ]
  for variable in odd {
    // It becomes part of the environment, and is not freed.
    if let copy = strdup((variable + [0]).map { CChar(bitPattern: $0) }) { putenv(copy) }
  }
  try body(odd)
}

/// What a program has as its variables.
private func variables(_ environment: Subprocess.Environment) throws -> [[UInt8]] {
  let result = try Subprocess.run(
    ["/usr/bin/env", "-0"], output: .captured, environment: environment, check: true)
  return result.output.split(separator: 0).map(Array.init)
}
#endif
