// Mistake: If the server can't replace the value, it takes that for done.
// Caught by: If the server can't tell whether it replaced the value, update throws
// Verdict: failed

import Groundwork

extension RemoteDictionary {
  @discardableResult
  public func update<Result>(
    _ key: Key, _ body: (inout Value?) throws -> Result
  ) throws -> Result {
    while true {
      let seen = try object.perform(SeeValue(key: key))
      var value = seen.value
      let result = try body(&value)
      // As with compare-and-exchange in lesson 3: look, work on a copy, and see whether it counts.
      let replace = ReplaceValue(key: key, value: value, stamp: seen.stamp)
      if (try? object.perform(replace)) ?? true { return result }
    }
  }
}

package struct SeeValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Seen<Value> {
    Seen(value: state[key], stamp: state.stamp(of: key))
  }
}

package struct ReplaceValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key
  let value: Value?
  let stamp: Int

  package func run(on state: inout DictionaryState<Key, Value>) throws -> Bool {
    guard state.stamp(of: key) == stamp else { return false }
    state[key] = value
    return true
  }
}
