// Mistake: "A change of another key does not matter": if the number of keys has changed meanwhile,
// the closure is called again, though the value for this key is the one that was seen.
// Caught by: The change of another key doesn't matter
// Verdict: failed
import Groundwork

extension RemoteDictionary {
  @discardableResult
  public func update<Result>(
    _ key: Key, _ body: (inout Value?) throws -> Result
  ) throws -> Result {
    while true {
      let count = try contents.count
      let seen = try object.perform(SeeValue(key: key))
      var value = seen.value
      let result = try body(&value)
      guard try contents.count == count else { continue }
      let isReplaced = try object.perform(
        ReplaceValue(key: key, value: value, stamp: seen.stamp))
      if isReplaced { return result }
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
