import CPlatform
import Groundwork

/// Where in the package a thread of another process is.
///
/// A thread that is blocked in a system call is not touched: its stack stands still, and is read
/// from outside. One that runs is held for a moment to learn where it is.
///
/// Without frame pointers in the system's libraries the stack can't be walked; but every word on it
/// that points right behind a call instruction of the test binary is taken for a return address.
/// The innermost one in a file of a lesson is where the learner should look.
struct SourceLines {
  /// Whether the thread is anywhere in the program, and not only in libraries.
  let isInProgram: Bool

  /// "at Lessons/1-Process/02-Join.swift:14"; `nil` if it can't be found out.
  let text: String?

  init(of thread: pid_t, in folder: ProcessFolder, call: ProcessFolder.Call?) {
    let addresses = Self.addresses(of: thread, in: folder, call: call)
    isInProgram = !addresses.isEmpty
    text = Symbolizer.lines(of: addresses, in: "\(folder.path)/exe").flatMap(Self.describe)
  }

  private static func describe(_ places: [String]) -> String? {
    let places = places.compactMap(Package.relative).filter(Package.isOfInterest)
    guard let first = places.first else { return nil }
    guard !first.hasPrefix("Tests/"), let test = places.first(where: { $0.hasPrefix("Tests/") })
    else { return "at \(first)" }
    return "at \(first), called from \(test)"
  }

  /// The place of each call that the thread is in, in the program's file; innermost first.
  private static func addresses(
    of thread: pid_t, in folder: ProcessFolder, call: ProcessFolder.Call?
  ) -> [UInt64] {
    guard let image = Image(folder) else { return [] }
    var counters = [call?.counter ?? 0]
    var stack = call?.stack ?? 0
    if call == nil {
      // Not every instruction has a line: several looks at a loop find one that has.
      counters = (0..<10).compactMap { _ in
        // sleeps: it has to get on between two looks, also where the processors are busy.
        usleep(2_000)
        var counter: UInt64 = 0
        return workbook_thread_registers(thread, &counter, &stack) == 0 ? counter : nil
      }
    }
    var addresses = counters.filter(image.contains)
    for word in words(of: folder.pid, from: stack, upTo: image.end(ofMappingAt: stack))
    where image.contains(word) && addresses.count < 100 && isReturnAddress(word, folder.pid) {
      // The call itself is before the place that it returns to.
      addresses.append(word - 1)
    }
    return addresses.map { $0 - image.base }
  }

  private static func words(of pid: pid_t, from start: UInt64, upTo end: UInt64) -> [UInt64] {
    let count = Int(min(end > start ? end - start : 0, 64 * 1024) / 8)
    var words = [UInt64](repeating: 0, count: count)
    let copied = words.withUnsafeMutableBytes {
      workbook_read_memory(pid, start, $0.baseAddress, $0.count)
    }
    return Array(words.prefix(max(0, copied) / 8))
  }

  private static func isReturnAddress(_ address: UInt64, _ pid: pid_t) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 8)
    return workbook_read_memory(pid, address - 8, &bytes, 8) == 8
      && workbook_ends_with_call(bytes) != 0
  }

  /// Where the program of a process is in its memory.
  private struct Image {
    private(set) var base: UInt64 = 0
    private var code: [Range<UInt64>] = []
    private var mappings: [Range<UInt64>] = []

    init?(_ folder: ProcessFolder) {
      guard let program = ProcessFiles.link("\(folder.path)/exe") else { return nil }
      for line in (ProcessFiles.text("\(folder.path)/maps") ?? "").split(separator: "\n") {
        // Range, permissions, offset, device, inode, path.
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard fields.count > 1, bounds.count == 2, bounds[0] < bounds[1] else { continue }
        let range = bounds[0]..<bounds[1]
        mappings.append(range)
        guard fields.count == 6, fields[5].drop(while: { $0 == " " }) == program else { continue }
        if base == 0 { base = range.lowerBound }
        if fields[1].contains("x") { code.append(range) }
      }
      if code.isEmpty { return nil }
    }

    func contains(_ address: UInt64) -> Bool { code.contains { $0.contains(address) } }

    func end(ofMappingAt address: UInt64) -> UInt64 {
      mappings.first { $0.contains(address) }?.upperBound ?? address
    }
  }
}

/// The toolchain's `llvm-symbolizer`.
private enum Symbolizer {
  /// "/folder/File.swift:14" for each address of a program that has one.
  static func lines(of addresses: [UInt64], in program: String) -> [String]? {
    guard let tool, !addresses.isEmpty else { return nil }
    let list = addresses.map { "0x" + String($0, radix: 16) }.joined(separator: " ")
    return linesPrinted(
      by: "'\(tool)' --obj=\(program) --functions=none --no-inlines \(list) 2>/dev/null")?
      .compactMap { line in
        let parts = line.split(separator: ":")
        // Line 0 stands for code that no line of the source made.
        guard parts.count >= 2, let number = Int(parts[1]), number > 0 else { return nil }
        return "\(parts[0]):\(number)"
      }
  }

  /// Beside the program that started this process, `swift test`; or on the path.
  private static let tool: String? = {
    let starter = ProcessFiles.link("/proc/\(getppid())/exe") ?? ""
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders =
      [starter.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }]
      + path.split(separator: ":").map(String.init)
    return folders.map { "\($0)/llvm-symbolizer" }
      .first { !$0.contains("'") && access($0, X_OK) == 0 }
  }()
}
