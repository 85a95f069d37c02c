// Alternative: It looks at all runners in turn, until no living one is missing.

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
  while let missing = zip(runners, children).first(where: { !$0.isReady.isSet && $1.isAlive }) {
    _ = missing.0.isReady.wait(timeout: .milliseconds(20))
  }
  gun.set()
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
