// Mistake: It looks now and then whether a runner is ready, and sleeps for a while in between.
// Caught by: Nobody begins before all are ready
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
  let children = runners.enumerated().map { ChildProcess($1, name: "runner-\($0 + 1)") }
  do {
    for child in children { try child.start() }
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
      try child.join()
    }
    throw error
  }
  for (runner, child) in zip(runners, children) {
    // Not without a timeout: a child that was killed will never be ready.
    while child.isAlive, !runner.isReady.isSet { usleep(50_000) }
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
