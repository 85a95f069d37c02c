import Groundwork

/// What a test leaves behind in its process: children, and descriptors.
struct Leftovers {
  /// The descriptors that were open before the test, by number.
  let descriptorsBefore: [Int: String]

  /// Writes down what the test has left.
  ///
  /// Only what stays counts: a thread may be just about to reap a child, or to close a descriptor, and
  /// on a busy machine that takes a while.
  func write(to record: Record) {
    let deadline = Deadline(after: .seconds(1))
    var children = leftChildren(record)
    var descriptors = leftDescriptors
    while !(children.isEmpty && descriptors.isEmpty), !deadline.hasPassed {
      poll(nil, 0, 5)
      children = leftChildren(record)
      descriptors = leftDescriptors
    }
    for child in children.prefix(50) {
      record.add(
        .leftChild(
          pid: Int(child), isZombie: ProcessFiles.status(of: child)?.state == "Z",
          command: ProcessFiles.name(of: child)))
    }
    let folder = ProcessFolder(pid: getpid())
    for (number, _) in descriptors.sorted(by: { $0.key < $1.key }).prefix(50) {
      record.add(.leftDescriptor(number: number, target: folder.describe(descriptor: number)))
    }
  }

  /// The children that nobody has waited for, apart from those that end with this process.
  private func leftChildren(_ record: Record) -> [pid_t] {
    let children = ProcessFiles.children(of: getpid())
    guard !children.isEmpty else { return [] }
    let endingWithParent = Set(
      record.entries.compactMap { entry in
        if case .child(let pid, _, true) = entry { pid_t(truncatingIfNeeded: pid) } else { nil }
      })
    return children.filter { child in
      !endingWithParent.contains(child) || ProcessFiles.status(of: child)?.state == "Z"
    }
  }

  /// The descriptors that are new, or lead elsewhere than before.
  private var leftDescriptors: [Int: String] {
    ProcessFiles.descriptors().filter { number, target in
      descriptorsBefore[number] != target && !Self.belongsToRuntime(target)
    }
  }

  /// Whether Dispatch or Foundation have opened this descriptor of this process, and keep it.
  static func belongsToRuntime(_ number: CInt) -> Bool {
    ProcessFiles.link("/proc/self/fd/\(number)").map(belongsToRuntime) ?? false
  }

  /// What Dispatch and Foundation open when they are first used, and keep.
  private static func belongsToRuntime(_ target: String) -> Bool {
    ["anon_inode:[eventpoll]", "anon_inode:[eventfd]", "anon_inode:[timerfd]"].contains(target)
  }
}

/// The numbers of the descriptors that are open in this process: those below 200, as above is what
/// belongs to the grader.
///
/// Without those that Dispatch and Foundation keep: another thread may open these at any moment.
package func openNumbers() -> [CInt] {
  (0..<CInt(200)).filter { fcntl($0, F_GETFD) != -1 && !Leftovers.belongsToRuntime($0) }
}
