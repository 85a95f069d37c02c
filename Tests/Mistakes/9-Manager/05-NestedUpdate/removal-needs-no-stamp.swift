// Mistake: "If somebody else has changed the value meanwhile, theirs is not overwritten": if the
// closure sets nil, the value is removed whatever the stamp is.
// Caught by: Nor if the value is to be removed
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
    guard let value else {
      state[key] = nil
      return true
    }
    guard state.stamp(of: key) == stamp else { return false }
    state[key] = value
    return true
  }
}
