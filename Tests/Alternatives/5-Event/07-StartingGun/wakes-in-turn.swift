// Alternative: All runners are looked at every tenth of a second, the longest missing first.

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
  var missing = Array(zip(runners, children))
  while let (runner, child) = missing.first {
    if runner.isReady.wait(timeout: .milliseconds(100)) || !child.isAlive { missing.removeFirst() }
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
