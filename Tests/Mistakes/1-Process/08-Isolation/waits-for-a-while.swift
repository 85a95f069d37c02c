// Mistake: It waits for a child for a minute, as if that were always enough.
// Caught by: It waits for each child, for as long as that takes
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    globalList.append(element)
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  let children = elements.map { element in
    ChildProcess(AppendToGlobalList(element), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { _ = try child.join(timeout: .seconds(60)) }
  return children
}
