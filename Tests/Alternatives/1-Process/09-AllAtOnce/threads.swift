// Alternative: A thread for each child joins it.

import Groundwork

public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  let children = targets.enumerated().map { index, target in
    ChildProcess(target, name: "runAll-\(index + 1)")
  }
  for (index, child) in children.enumerated() {
    do {
      try child.start()
    } catch {
      for started in children[..<index] { try? started.kill() }
      for started in children[..<index] { try? started.join() }
      throw error
    }
  }
  let ends = try children.map { child in
    let (end, writer) = try Descriptor.pipe()
    try BackgroundThread {
      try? child.join()
      writer.close()
    }
    return end
  }
  for end in ends { _ = try end.waitUntilReadable() }
  for end in ends { end.close() }
  // They have ended; this throws if how is lost.
  for child in children { try child.join() }
  return children.compactMap(\.exitStatus)
}
