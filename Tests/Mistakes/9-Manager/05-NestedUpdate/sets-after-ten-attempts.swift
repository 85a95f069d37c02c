// Mistake: "If somebody else has changed the value meanwhile, theirs is not overwritten": after ten
// attempts in vain the value is just set, and the change of the others is lost.
// Caught by: However often somebody is faster
// Verdict: failed
import Groundwork

extension RemoteDictionary {
  @discardableResult
  public func update<Result>(
    _ key: Key, _ body: (inout Value?) throws -> Result
  ) throws -> Result {
    for _ in 1...10 {
      let seen = try object.perform(SeeValue(key: key))
      var value = seen.value
      let result = try body(&value)
      let isReplaced = try object.perform(
        ReplaceValue(key: key, value: value, stamp: seen.stamp))
      if isReplaced { return result }
    }
    // Many are at it: take what is there, and be quick.
    var value = try get(key)
    let result = try body(&value)
    if let value { try set(key, to: value) } else { _ = try? remove(key) }
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
