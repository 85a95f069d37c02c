import Groundwork

/// Tries the start hook in the kind of binary that this program was built as.
///
/// `.ci/start-hook-everywhere` builds it in each kind: with the static standard library, and with
/// the sanitizers.
@main
struct StartHookProgram {
  static func main() throws {
    var failures = 0
    for (name, make) in trials {
      let (report, status) = try outcome(of: make, name: name)
      let isGood = report == "done" && status == 0
      print(
        isGood ? "ok      \(name)" : "FAILED  \(name): said \"\(report)\", wait status \(status)")
      if !isGood { failures += 1 }
    }
    if failures > 0 { exit(1) }
  }
}
