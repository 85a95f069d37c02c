import Glibc

/// Marks an exercise that is not started yet: it ends the process, and the grader says which.
///
/// - Parameter goal: What is to be done, not how.
public func todo(_ goal: String, file: StaticString = #filePath, line: UInt = #line) -> Never {
  if let report = Harness.todoReached { report(goal, "\(file)", line) }
  let text = "Not started yet: \(goal) (\(file):\(line))\n"
  _ = text.withCString { Glibc.write(2, $0, strlen($0)) }
  _exit(70)
}
