// Mistake: body is called once, and what it made is put back as soon as that is possible.
// Caught by: A change between read and write is not lost
// Verdict: failed

import Groundwork

extension RemoteDictionary {
  @discardableResult
  public func update<Result>(
    _ key: Key, _ body: (inout Value?) throws -> Result
  ) throws -> Result {
    var seen = try object.perform(SeeValue(key: key))
    var value = seen.value
    let result = try body(&value)
    while try !object.perform(ReplaceValue(key: key, value: value, stamp: seen.stamp)) {
      seen = try object.perform(SeeValue(key: key))
    }
    return result
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
