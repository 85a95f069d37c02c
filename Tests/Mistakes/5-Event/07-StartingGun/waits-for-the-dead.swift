// Beginner: It waits for each runner without a timeout, also for one that was killed.
// Caught by: A child that is killed before it is ready doesn't hold up the others
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
  for runner in runners { runner.isReady.wait() }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
