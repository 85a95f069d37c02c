// Mistake: If a start fails, it kills those that were started, and doesn't join them.
// Caught by: If a child can't be started, nobody begins, and nobody is left behind
// Verdict: failed

import Groundwork

extension Runner {
  public func run() throws {
    isReady.set()
    gun.wait()
    try target.run()
  }
}

public func race(_ targets: [some ProcessTarget]) throws -> [ExitStatus] {
  let gun = try SharedEvent()
  let runners = try targets.map { try Runner($0, gun: gun) }
  let children = runners.map { ChildProcess($0) }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
    }
    throw error
  }
  for (runner, child) in zip(runners, children) {
    while child.isAlive, !runner.isReady.wait(timeout: .milliseconds(100)) {}
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
