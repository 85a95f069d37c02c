// Mistake: body goes on with the value that it made before.
// Caught by: A change between read and write is not lost
// Verdict: failed

import Groundwork

extension RemoteDictionary {
  /// Changes the value for `key`, so that no other change of it gets lost.
  ///
  /// `get`, a change, and `set` are three steps: what another process sets in between is lost. Here
  /// the new value is put back only if the one that `body` saw is still there (`ReplaceValue`). Else
  /// `body` is called again, with the value that is there now.
  ///
  /// Nobody waits meanwhile: a process that is stopped or killed inside of `body` keeps nobody from
  /// changing the value, and changes nothing.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - body: Changes a copy of the value; nil stands for none. It may be called several times.
  /// - Returns: What `body` returned the last time.
  /// - Throws: What `body` throws, and then nothing was changed; `ManagerError`.
  @discardableResult
  public func update<Result>(
    _ key: Key, _ body: (inout Value?) throws -> Result
  ) throws -> Result {
    var value = try object.perform(SeeValue(key: key)).value
    while true {
      let seen = try object.perform(SeeValue(key: key))
      let result = try body(&value)
      // As with compare-and-exchange in lesson 3: look, work on a copy, and see whether it counts.
      let replace = ReplaceValue(key: key, value: value, stamp: seen.stamp)
      if try object.perform(replace) { return result }
    }
  }
}

/// Gets a value of a dictionary, and its stamp.
package struct SeeValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key

  /// The value for the key, nil if there is none, and the stamp of the key: both of one moment.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Seen<Value> {
    Seen(value: state[key], stamp: state.stamp(of: key))
  }
}

/// Puts a value in place of one that was seen.
package struct ReplaceValue<Key, Value>: RemoteOperation
where Key: Hashable & Codable & Sendable, Value: Codable & Sendable {
  let key: Key
  let value: Value?
  let stamp: Int

  /// Sets the value for the key, or removes it if the new one is nil; but only if the stamp of the
  /// key is still the one that was seen.
  ///
  /// Returns whether it did.
  package func run(on state: inout DictionaryState<Key, Value>) throws -> Bool {
    guard state.stamp(of: key) == stamp else { return false }
    state[key] = value
    return true
  }
}
