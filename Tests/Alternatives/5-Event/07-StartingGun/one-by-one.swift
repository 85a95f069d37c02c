// Alternative: Each runner is started when the one before it is ready.

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
    for (runner, child) in zip(runners, children) {
      try child.start()
      // Not without a timeout: a child that was killed will never be ready.
      while child.isAlive, !runner.isReady.wait(timeout: .milliseconds(100)) {}
    }
  } catch {
    for child in children where child.pid != nil {
      try child.kill()
      try child.join()
    }
    throw error
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
