import SolutionSubprocess

/// Lesson 8.
func subprocessRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "subprocess/true", unit: "program",
      ours: { .repeating { try Subprocess.run(["true"], check: true) } },
      peers: [
        peers.python("subprocess/true"),
        peers.floor("process/true", as: "posix_spawn of true"),
      ],
      goals: [.within(1.3, of: "posix_spawn of true"), .faster(than: "CPython")]),
    Row(
      "subprocess/cat", unit: "64 MB",
      ours: {
        let bytes = [UInt8](repeating: 7, count: 64_000_000)
        return .repeating {
          let result = try Subprocess.run(["cat"], input: .bytes(bytes), output: .captured)
          guard result.output.count == bytes.count else { throw LostBytes() }
        }
      },
      peers: [peers.python("subprocess/cat")],
      goals: [.faster(than: "CPython", by: 2)]),
  ]
}

private struct LostBytes: Error {}
