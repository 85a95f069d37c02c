#if Solutions
import Groundwork
import Synchronization
import Testing

@Suite("Spawn") struct SpawnTests {
  @Test("The program has its arguments as they are, and its end is this process's to know")
  func arguments() throws {
    let start = ProgramStart(["printf", "%s|", "a b", "", "*", "é\n", "-n"])
    #expect(try output(of: start) == ("a b||*|é\n|-n|", 0))
    #expect(try output(of: ProgramStart(["sh", "-c", "exit 7"])).status == 7)
    #expect(try output(of: ProgramStart(["sh", "-c", "kill -KILL $$"])).status == -9)
  }

  @Test("It has the variables that are given, or else those of this process")
  func environment() throws {
    let start = ProgramStart(["/usr/bin/env"], environment: ["B=2", "A=1 =", "C="])
    #expect(try output(of: start).text == "B=2\nA=1 =\nC=\n")
    let inherited = try output(of: ProgramStart(["sh", "-c", "echo $PATH"])).text
    #expect(inherited == getenv("PATH").map { String(cString: $0) + "\n" })
    #expect(currentVariables().contains { $0.text + "\n" == "PATH=" + inherited })
  }

  @Test("It works in its folder, where a relative path begins, too")
  func folder() throws {
    try withFolder { folder in
      try write("#!/bin/sh\npwd\n", to: folder + "/where")
      #expect(try output(of: ProgramStart(["./where"], folder: folder)).text == folder + "\n")
      let slash = try #require(folder.lastIndex(of: "/"))
      let (above, name) = (String(folder[..<slash]), folder[slash...].dropFirst())
      #expect(
        try output(of: ProgramStart(["\(name)/where"], folder: above)).text == above + "\n")
    }
  }

  @Test("A name is looked up in the PATH of the program's own variables")
  func path() throws {
    try withFolder { folder in
      // The same name as a program of the system.
      try write("#!/bin/sh\necho own\n", to: folder + "/ls")
      let own = ProgramStart(["ls"], environment: ["PATH=/no/such:\(folder):/bin"])
      #expect(try output(of: own).text == "own\n")
      // An empty entry is the folder that the program works in.
      let here = ProgramStart(["ls"], environment: ["PATH=:/bin"], folder: folder)
      #expect(try output(of: here).text == "own\n")
      // Who has no PATH has the system's.
      let none = ProgramStart(["ls", folder], environment: [])
      #expect(try output(of: none).text == "ls\n")
    }
  }

  @Test("What may not be executed is passed over in PATH, as a shell does")
  func passedOver() throws {
    try withFolder { folder in
      try write("#!/bin/sh\necho wrong\n", to: folder + "/ls", mode: "644")
      let start = ProgramStart(["ls", folder], environment: ["PATH=\(folder):/bin"])
      #expect(try output(of: start).text == "ls\n")
      let alone = ProgramStart(["ls"], environment: ["PATH=\(folder)"])
      #expect(
        throws: SpawnError.notExecutable(folder + "/ls", folder: nil, isFolder: false)
      ) { try alone.spawn() }
    }
  }

  @Test("Arguments, variables and paths may be any bytes")
  func anyBytes() throws {
    try withFolder { (folder: String) throws -> Void in
      let odd = ProgramText(bytes: [0x78, 0xff, 0xc3, 0x20])
      let link = ProgramStart(["ln", "-s", "/bin/cat", "\(folder)/\(odd)"] as [ProgramText])
      #expect(try output(of: link).status == 0)
      let show: ProgramText =
        "od -An -v -tx1 /proc/self/environ | tr -d '\\n'; echo; printf %s \"$1\""
      let shell = ProgramStart(
        ["sh", "-c", show, "sh", odd], environment: ["PATH=/usr/bin:/bin", "ODD=\(odd)"])
      let text = try bytes(of: shell)
      #expect(text.suffix(4) == odd.bytes[...], "the argument")
      #expect(
        String(decoding: text, as: UTF8.self).contains("78 ff c3 20"), "the variable")
      // A folder of PATH, and a file in it.
      let folders = ProgramStart(["mkdir", "\(folder)/\(odd)s"] as [ProgramText])
      #expect(try output(of: folders).status == 0)
      let move = ProgramStart(
        ["mv", "\(folder)/\(odd)", "\(folder)/\(odd)s/\(odd)"] as [ProgramText])
      #expect(try output(of: move).status == 0)
      let found = ProgramStart([odd, "/dev/null"], environment: ["PATH=\(folder)/\(odd)s"])
      #expect(try output(of: found).status == 0)
      let there = ProgramStart(
        ["./\(odd)", "/dev/null"] as [ProgramText], folder: "\(folder)/\(odd)s")
      #expect(try output(of: there).status == 0)
    }
  }

  @Test("A program whose file is open for writing is tried again, but not for ever")
  func busy() throws {
    try withFolder { (folder: String) throws -> Void in
      let path = folder + "/copy"
      #expect(try output(of: ProgramStart(["cp", "/bin/cat", path])).status == 0)
      let file = open(path, O_WRONLY | O_CLOEXEC)
      #expect(file >= 0)
      let tries = Mutex(0)
      SpawnSeam.beforeNextTry = { tries.withLock { $0 += 1 } }
      defer { SpawnSeam.beforeNextTry = nil }
      let error = #expect(throws: SpawnError.self) { try ProgramStart([path]).spawn() }
      let number: CInt? = if case .system(let reason)? = error { reason.number } else { nil }
      #expect(number == ETXTBSY, "\(String(describing: error))")
      #expect(tries.withLock { $0 } == 10)
      // Another one that is tried has nothing to do with it.
      let later = ProgramStart(["copy"], environment: ["PATH=\(folder):\(folder)/good"])
      let install = "mkdir good; cp /bin/true good/copy"
      #expect(try output(of: ProgramStart(["sh", "-c", install], folder: folder)).status == 0)
      #expect(try output(of: later).status == 0)
      SpawnSeam.beforeNextTry = { close(file) }
      #expect(try output(of: ProgramStart([path])).status == 0)
    }
  }

  @Test("Nothing to read, and nowhere to write to")
  func null() throws {
    var start = ProgramStart(["sh", "-c", "cat; echo gone >&2; echo kept"])
    start.error = .null
    #expect(try output(of: start).text == "kept\n")
  }

  @Test("It can lead a process group of its own")
  func group() throws {
    var start = ProgramStart(["sh", "-c", "read a b c d e f < /proc/$$/stat; echo $a $e"])
    let shared = try output(of: start).text.split(separator: " ")
    start.hasOwnGroup = true
    let own = try output(of: start).text.split(whereSeparator: \.isWhitespace)
    #expect(shared.last.map(String.init) == "\(getpgrp())\n")
    #expect(own.count == 2 && own.first == own.last)
  }

  @Test("Signals are neither blocked nor ignored nor handled in it")
  func signals() throws {
    let text = try transcript { SpawnsDeaf(writer: $0) }.text
    let masks = text.split(separator: "\n").map { $0.drop { $0 != ":" }.dropFirst() }
    #expect(masks.count == 3, "\(text)")
    // SIGRTMIN and the one after are the C library's own.
    for mask in masks {
      let bits = UInt64(mask.filter { !$0.isWhitespace }, radix: 16).map { $0 & 0x7fff_ffff }
      #expect(bits == 0, "\(text)")
    }
  }

  @Test("It has its descriptors however their numbers lie here, and no others", arguments: 0...4)
  func numbers(taken: Int) throws {
    let text = try transcript { SpawnsWithoutStandardStreams(writer: $0, taken: taken) }.text
    #expect(text == "through and\n0\n1\n2\n3\n")
  }

  @Test("Many at once leak no descriptor into each other, not even inheritable ones")
  func atOnce() throws {
    let text = try transcript { SpawnsAtOnce(writer: $0) }.text
    #expect(text == String(repeating: "ok ", count: 60))
  }

  @Test("Every failure says what is wrong, and leaves nothing behind")
  func failures() throws {
    let text = try withFolder { folder in
      try transcript { SpawnsInVain(writer: $0, folder: folder) }.text
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let starts = [
      "There is no program to start", "There is no program \"\"",
      "There is no program \"no such program\" in the folders of PATH (",
      "There is no program \"/no/such\".", "There is no program \"/etc/passwd/x\".",
      "\"FOLDER\" is a folder", "\"FOLDER/plain\" may not be executed",
      "FOLDER/text can be executed, but is no program", "FOLDER/orphan is there, but",
      "\"a\\0b\" contains a NUL", "\"a\\0\" contains a NUL", "\"A=\\0\" contains a NUL",
      "\"a\\0\" contains a NUL", "The arguments and variables for true are too long",
      "The program can't work in the folder /no/such. open: No such file",
      "The program can't work in the folder /etc/passwd. open: Not a directory",
      "There is no program \"./true\" (in the folder FOLDER).",
      "There is no program \"true\" in the folders of PATH (FOLDER)",
      "\"FOLDER/plain\" may not be executed", "children: none", "descriptors: 0", "",
    ]
    #expect(lines.count == starts.count, "\(text)")
    for (line, start) in zip(lines, starts) {
      #expect(line.hasPrefix(start), "expected \(start), and got \(line)")
    }
  }

  @Test("A closed descriptor is refused")
  func closed() throws {
    let (reader, writer) = try Descriptor.pipe()
    reader.close()
    writer.close()
    var start = ProgramStart(["true"])
    start.output = .descriptor(writer)
    let error = #expect(throws: SpawnError.self) { try start.spawn() }
    guard case .system(let reason)? = error else {
      return #expect(Bool(false), "\(error as Any)")
    }
    #expect(reason.number == EBADF)
  }
}

extension DescriptorTests {
  @Test("Waiting for several says which of them are ready")
  func waitForAny() throws {
    let (reader, writer) = try Descriptor.pipe()
    let (other, otherWriter) = try Descriptor.pipe()
    let past = Deadline(after: .zero)
    let all: [(Descriptor?, Descriptor.Readiness)] = [
      (reader, .reading), (nil, .reading), (other, .reading), (writer, .writing),
    ]
    #expect(try Descriptor.waitForAny(all) == [false, false, false, true])
    #expect(try Descriptor.waitForAny(Array(all.prefix(3)), until: past) == nil)
    #expect(try Descriptor.waitForAny([], until: past) == nil)
    try otherWriter.write("x")
    #expect(other.unreadByteCount == 1 && reader.unreadByteCount == 0)
    writer.close()
    #expect(try Descriptor.waitForAny(Array(all.prefix(3))) == [true, false, true])
    let closed = SystemError(
      "poll", number: EBADF, detail: "This descriptor was closed before.")
    #expect(throws: closed) { try Descriptor.waitForAny(all) }
  }

  @Test("A descriptor that doesn't block says EAGAIN instead")
  func nonBlocking() throws {
    let (reader, writer) = try Descriptor.pipe()
    defer { reader.close() }
    try reader.setNonBlocking()
    try writer.setNonBlocking()
    #expect(throws: SystemError("read", number: EAGAIN)) { try readAll(reader) }
    let much = String(repeating: "x", count: 1 << 17)
    #expect(throws: SystemError("write", number: EAGAIN)) { try writer.write(much) }
    writer.widenPipe(to: 1 << 17)
    try writer.write("there is room again")
    writer.close()
  }
}
#endif
