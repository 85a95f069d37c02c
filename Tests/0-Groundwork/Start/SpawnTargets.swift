#if Solutions
import Grading
import Groundwork
import Testing

/// Starts a program, waits for it, and returns what it wrote and how it ended.
func output(
  of start: ProgramStart, input: ProgramStart.Stream = .null
) throws -> (text: String, status: CInt) {
  let (reader, writer) = try Descriptor.pipe()
  defer { reader.close() }
  var start = start
  start.input = input
  start.output = .descriptor(writer)
  let pid: pid_t
  do {
    defer { writer.close() }
    pid = try start.spawn()
  }
  let text = try readAll(reader)
  return (text, try wait(for: pid))
}

/// The same as `output`, if it need not be text.
func bytes(of start: ProgramStart) throws -> [UInt8] {
  let (reader, writer) = try Descriptor.pipe()
  defer { reader.close() }
  var start = start
  start.input = .null
  start.output = .descriptor(writer)
  let pid = try start.spawn()
  writer.close()
  var all: [UInt8] = []
  var some = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = try some.withUnsafeMutableBytes { try reader.read(into: $0) }
    if count == 0 { break }
    all += some[..<count]
  }
  _ = try wait(for: pid)
  return all
}

/// Calls `body` with a new, empty folder, and removes it with the files in it.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try newFolder()
  defer {
    var remove = ProgramStart(["/bin/rm", "-r", folder])
    remove.input = .null
    if let pid = try? remove.spawn() { _ = try? wait(for: pid) }
  }
  return try body(folder)
}

/// Writes a file that is executable, or not.
///
/// It is never open in this process: what another thread starts at that moment would have it, too,
/// and nobody can execute a file that is open for writing (ETXTBSY).
func write(_ text: String, to path: String, mode: String = "755") throws {
  let script = #"printf %s "$1" > "$2" && chmod "$3" "$2""#
  let written = try output(of: ProgramStart(["sh", "-c", script, "sh", text, path, mode]))
  try #require(written.status == 0)
}

/// Blocks and ignores all signals that can be, and tells what a program that it starts has of that.
struct SpawnsDeaf: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    var all = sigset_t()
    sigfillset(&all)
    sigprocmask(SIG_BLOCK, &all, nil)
    for number in 1..<CInt(32) where ![SIGKILL, SIGSTOP, SIGCHLD].contains(number) {
      signal(number, SIG_IGN)
    }
    let start = ProgramStart(["sed", "-nE", "/^Sig(Blk|Ign|Cgt)/p", "/proc/self/status"])
    try writer.write(try output(of: start).text)
  }
}

/// Has its own descriptors 0 to 2 closed, so that pipes get these numbers, and starts a program.
struct SpawnsWithoutStandardStreams: ProcessTarget {
  let writer: Descriptor
  /// The pipes are made after the first so many numbers were taken.
  let taken: Int

  func run() throws {
    for number in CInt(0)...2 { close(number) }
    var fillers: [Descriptor] = []
    for _ in 0..<taken { fillers.append(try Descriptor.duplicate(writer.number)) }
    let input = try Descriptor.pipe()
    try input.writer.write("through")
    input.writer.close()
    var start = ProgramStart(["sh", "-c", "cat; echo ' and' >&2; ls /proc/self/fd"])
    let (reader, end) = try Descriptor.pipe()
    start.input = .descriptor(input.reader)
    start.output = .descriptor(end)
    start.error = .descriptor(end)
    let pid = try start.spawn()
    end.close()
    try writer.write(try readAll(reader))
    _ = try wait(for: pid)
    fillers.forEach { $0.close() }
  }
}

/// Fails to start programs, in every way, and tells how it went and what is left of it.
struct SpawnsInVain: ProcessTarget {
  let writer: Descriptor
  let folder: String

  func run() throws {
    try write("no #! here", to: folder + "/text")
    try write("#!/no/such/interpreter", to: folder + "/orphan")
    try write("", to: folder + "/plain", mode: "644")
    let long = String(repeating: "x", count: 1 << 22)
    let (reader, end) = try Descriptor.pipe()
    let starts = [
      ProgramStart([]), ProgramStart([""]), ProgramStart(["no such program"]),
      ProgramStart(["/no/such"]), ProgramStart(["/etc/passwd/x"]), ProgramStart([folder]),
      ProgramStart([folder + "/plain"]), ProgramStart([folder + "/text"]),
      ProgramStart([folder + "/orphan"]), ProgramStart(["a\0b"]), ProgramStart(["true", "a\0"]),
      ProgramStart(["true"], environment: ["A=\0"]), ProgramStart(["true"], folder: "a\0"),
      ProgramStart(["true", long]), ProgramStart(["true"], folder: "/no/such"),
      ProgramStart(["true"], folder: "/etc/passwd"), ProgramStart(["./true"], folder: folder),
      ProgramStart(["true"], environment: ["PATH=\(folder)"]),
      ProgramStart(["plain"], environment: ["PATH=/no/such:\(folder)"]),
    ]
    let before = openDescriptors()
    for start in starts {
      do {
        var start = start
        start.input = .null
        start.output = .descriptor(end)
        let pid = try start.spawn()
        try writer.write("started \(try wait(for: pid))\n")
      } catch {
        try writer.write(String("\(error)".replacing(folder, with: "FOLDER").prefix(200)) + "\n")
      }
    }
    var information = siginfo_t()
    let children = waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT)
    try writer.write("children: \(children == -1 && errno == ECHILD ? "none" : "some")\n")
    try writer.write("descriptors: \(openDescriptors().count - before.count)\n")
    reader.close()
    end.close()
  }
}

/// Starts programs on several threads at once, and tells which of them had other descriptors than
/// their own.
struct SpawnsAtOnce: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let done = try Descriptor.pipe()
    for _ in 0..<4 {
      try BackgroundThread {
        for _ in 0..<15 {
          // An inheritable one, as careless code makes them.
          let careless =
            (try? done.writer.withNumber(for: "fcntl") { fcntl($0, F_DUPFD, 10) }) ?? -1
          let text = (try? output(of: ProgramStart(["ls", "/proc/self/fd"])).text) ?? "error"
          try? writer.write(text == "0\n1\n2\n3\n" ? "ok " : "[\(text)] ")
          close(careless)
        }
        try? done.writer.write(".")
      }
    }
    var count = 0
    var dots = [UInt8](repeating: 0, count: 4)
    while count < 4 {
      count += try dots.withUnsafeMutableBytes { try done.reader.read(into: $0) }
    }
  }
}
#endif
