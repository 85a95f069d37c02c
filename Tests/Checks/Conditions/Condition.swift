import Foundation

/// A way in which the whole suite can be run, and must pass.
struct Condition: Sendable {
  let name: String
  /// What the command that runs the tests is given to.
  ///
  /// `true` must run there, too: else this machine can't make the condition.
  var prefix: [String] = []
  var environment: [String: String] = [:]
  /// Builds tests of its own; the others share those of the solutions.
  var program: (@Sendable (Workbook) throws -> URL)?
}

extension Condition {
  /// All, in the order of the table.
  ///
  /// - Parameters:
  ///   - root: The folder of the package, which stays where it is when `/tmp` is another one.
  ///   - tool: This program, which is also used to confine others.
  /// - Returns: The conditions.
  static func all(root: String, tool: String) -> [Condition] {
    let root = quoted(root)
    return [
      Condition(name: "idle"),
      Condition(name: "busy", prefix: shell(busy)),
      Condition(name: "one-core", prefix: ["taskset", "--cpu-list", "0"]),
      Condition(name: "nice", prefix: ["nice", "-n", "19"]),
      Condition(
        name: "ordinary-user",
        prefix: getuid() == 0
          ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []),
      Condition(name: "emoji-path", program: inPathWithEmoji),
      Condition(name: "64-descriptors", prefix: shell(#"ulimit -n 64; exec "$@""#)),
      Condition(name: "no-stdin", prefix: shell(#"exec "$@" <&-"#)),
      Condition(name: "no-stdout", prefix: shell(#"exec "$@" >&-"#)),
      Condition(name: "no-stderr", prefix: shell(#"exec "$@" 2>&-"#)),
      Condition(name: "no-streams", prefix: shell(#"exec "$@" <&- >&- 2>&-"#)),
      Condition(name: "sigchld-ignored", prefix: shell(#"trap "" CHLD; exec "$@""#)),
      Condition(name: "sigpipe-ignored", prefix: shell(#"trap "" PIPE; exec "$@""#)),
      Condition(
        name: "far-away",
        environment: ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"]),
      Condition(name: "small-tmp", prefix: mounts(smallTemporaryFolder(root))),
      Condition(name: "full-tmp", prefix: mounts(smallTemporaryFolder(root) + fill)),
      Condition(name: "no-dev-shm", prefix: mounts("mount -t tmpfs -o ro,mode=0 none /dev/shm")),
      // No new privileges, no ptrace, the system calls that Docker refuses, and a first process that
      // waits for its one child alone.
      Condition(
        name: "container",
        prefix: ["unshare", "--pid", "--fork", "--mount-proc", tool, "first-process"]
          + ["setpriv", "--bounding-set=-sys_ptrace", "--no-new-privs", tool, "confine"]),
      Condition(name: "address-sanitizer", program: { try sanitized("address", $0) }),
      Condition(name: "thread-sanitizer", program: { try sanitized("thread", $0) }),
    ]
  }

  private static func shell(_ script: String) -> [String] { ["sh", "-c", script, "sh"] }

  /// Two loops for each core beside the command.
  ///
  /// They are in its process group, which `timeout` ends.
  private static let busy = """
    loops=
    for core in $(seq $(($(nproc) * 2))); do
      while :; do :; done & loops="$loops $!"
    done
    "$@"; code=$?
    kill $loops
    exit $code
    """

  /// A name space of its own, in which the file systems are changed.
  private static func mounts(_ script: String) -> [String] {
    ["unshare", "--mount"] + shell("{ \(script); } || exit 125; exec \"$@\"")
  }

  /// A clone may itself be in `/tmp`.
  private static func smallTemporaryFolder(_ root: String) -> String {
    "mount --bind \(root) /mnt && mount -t tmpfs -o size=64k,mode=1777 none /tmp"
      + " && mkdir -p \(root) && mount --bind /mnt \(root) && cd \(root)"
  }

  /// What does not fit is no error here.
  private static let fill = " && { head -c 1M /dev/zero >/tmp/full 2>/dev/null || true; }"

  private static func quoted(_ path: String) -> String {
    "'\(path.replacing("'", with: "'\\''"))'"
  }

  // MARK: Builds

  /// One lesson if WORKBOOK_LESSONS says nothing else: these builds are long.
  private static var lessons: String {
    ProcessInfo.processInfo.environment["WORKBOOK_LESSONS"] ?? "1"
  }

  private static func inPathWithEmoji(_ workbook: Workbook) throws -> URL {
    let numbers = lessons.split(separator: ",").map(String.init)
    return try Trial(of: workbook, as: "a path with späces and 🐌", lessons: numbers).program
  }

  private static func sanitized(_ sanitizer: String, _ workbook: Workbook) throws -> URL {
    try buildSolutions(
      of: workbook, in: ".build/conditions/\(sanitizer)", flags: ["--sanitize=\(sanitizer)"],
      environment: ["WORKBOOK_LESSONS": lessons])
  }

  /// Builds the solutions with their tests, and returns the tests' program.
  static func buildSolutions(
    of workbook: Workbook, in scratch: String, flags: [String] = [],
    environment: [String: String] = [:]
  ) throws -> URL {
    let place = ["--scratch-path", scratch] + flags
    let build = try Outcome(
      of: ["swift", "build", "--build-tests", "--traits", "Solutions"] + place, workbook,
      environment)
    guard build.status == 0 else { throw CheckError("It does not build:\n\(build.tail(40))") }
    let bin = try Outcome(of: ["swift", "build", "--show-bin-path"] + place, workbook, environment)
    guard let folder = bin.output.split(separator: "\n").last else { throw CheckError(bin.output) }
    return URL(fileURLWithPath: String(folder))
      .appendingPathComponent("multiprocessing-workbookPackageTests.xctest")
  }
}

extension Outcome {
  fileprivate init(
    of command: [String], _ workbook: Workbook, _ environment: [String: String]
  ) throws {
    self = try shell(command, in: workbook.root, environment: environment)
  }
}
