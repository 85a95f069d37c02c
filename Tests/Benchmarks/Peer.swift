import CFloors
import Foundation
import Groundwork

/// A process that does the work of others: CPython, or the floors in C.
///
/// It is told a line: the name of the work, and how many calls. It answers with a line: how many
/// nanoseconds these took, or an error. It ends at the end of what it is told.
final class Peer {
  private let name: String
  private let commands: Descriptor
  private var answers: Lines
  private let wait: () -> Void

  private init(name: String, commands: Descriptor, answers: Descriptor, wait: @escaping () -> Void)
  {
    self.name = name
    self.commands = commands
    self.answers = Lines(answers)
    self.wait = wait
  }

  deinit {
    commands.close()
    wait()
  }

  /// Does the work called `name`, and returns how long that took.
  func work(_ name: String, _ calls: Int) throws -> Duration {
    try commands.write(line: "\(name) \(calls)")
    let answer = try nextAnswer()
    guard let nanoseconds = Int64(answer) else { throw PeerError.failed(name, answer) }
    return .nanoseconds(nanoseconds)
  }

  private func nextAnswer() throws -> String {
    guard let line = try answers.next() else { throw PeerError.ended(name) }
    return line
  }
}

/// A peer that can't be measured.
enum PeerError: Error, CustomStringConvertible {
  /// It is not there, or it has ended.
  case ended(String)
  /// The work called by the name failed.
  case failed(String, String)

  var description: String {
    switch self {
    case .ended(let peer): "\(peer) does not run"
    case .failed(let name, let reason): "\(name): \(reason)"
    }
  }
}

// MARK: - Programs

extension Peer {
  /// Starts a program that reads the lines from standard input and answers to standard output.
  private static func program(_ arguments: [String]) throws -> Peer {
    let (commandReader, commands) = try Descriptor.pipe()
    let (answers, answerWriter) = try Descriptor.pipe()
    let process = Process()
    // Finds the program in `PATH`.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardInput = FileHandle(fileDescriptor: commandReader.number)
    process.standardOutput = FileHandle(fileDescriptor: answerWriter.number)
    try process.run()
    // Kept open here, they would keep the answers from ever being at their end.
    commandReader.close()
    answerWriter.close()
    return Peer(
      name: arguments[0], commands: commands, answers: answers, wait: process.waitUntilExit)
  }

  /// Starts `peer.py`, which is beside this file, and returns it with the version of CPython.
  static func python(at path: String) throws -> (peer: Peer, version: String) {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("peer.py").path
    let peer = try program([path, script])
    return (peer, try peer.nextAnswer())
  }

  /// Starts the program that starts children, which is built with this one.
  static func starter() throws -> Peer {
    let this = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return try program([
      this.deletingLastPathComponent().appendingPathComponent("benchmark-starter").path
    ])
  }
}

// MARK: - Floors

extension Peer {
  /// Starts the process that works the floors: they fork, so no other thread may be at work there.
  static func floors() throws -> Peer {
    let (commandReader, commands) = try Descriptor.pipe()
    let (answers, answerWriter) = try Descriptor.pipe()
    let pid = try launch(
      FloorServer(commands: commandReader, answers: answerWriter), name: "floors",
      endsWithParent: true)
    commandReader.close()
    answerWriter.close()
    return Peer(name: "floors", commands: commands, answers: answers) {
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }
}

struct FloorServer: ProcessTarget {
  let commands: Descriptor
  let answers: Descriptor

  func run() throws {
    var lines = Lines(commands)
    while let line = try lines.next() {
      let words = line.split(separator: " ")
      guard words.count == 2, let floor = floors[String(words[0])], let calls = Int64(words[1])
      else {
        try answers.write(line: "unknown work")
        continue
      }
      let nanoseconds = floor(calls)
      try answers.write(line: nanoseconds < 0 ? String(cString: strerror(errno)) : "\(nanoseconds)")
    }
  }
}

private let floors: [String: @Sendable (Int64) -> Int64] = [
  "process/true": floor_spawn,
  "pipe/small": floor_socket_small,
  "pipe/1MB": floor_socket_megabyte,
  "queue/1MB": floor_socket_one_way,
  "lock/uncontended": floor_mutex,
  "lock/contended": floor_mutex_contended,
  "event/wake": floor_wake,
  "barrier/2": floor_barrier,
  "value/uncontended": floor_value,
  "value/contended": floor_value_contended,
  "counter/uncontended": floor_add,
  "counter/contended": floor_add_contended,
]

// MARK: - Lines

/// The lines that come through a descriptor.
private struct Lines {
  private let descriptor: Descriptor
  private var bytes: [UInt8] = []

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// The next line; nil at the end.
  mutating func next() throws -> String? {
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      var piece = [UInt8](repeating: 0, count: 1_024)
      let count = try piece.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      if count == 0 { return nil }
      bytes += piece[..<count]
    }
  }
}

extension Descriptor {
  fileprivate func write(line: String) throws {
    let bytes = Array((line + "\n").utf8)
    // So short that a pipe takes it whole.
    _ = try bytes.withUnsafeBytes { try write($0) }
  }
}
