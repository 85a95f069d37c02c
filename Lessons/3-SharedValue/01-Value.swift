import Groundwork

extension SharedValue {
  /// Puts `value` into new shared memory.
  ///
  /// The calls underneath are `memfd_create` and `mmap`.
  ///
  /// - Parameter value: The value to begin with.
  /// - Throws: `SystemError`, such as ENOMEM, or EMFILE if too many descriptors are open.
  public init(_ value: Value) throws {
    todo("Make shared memory of the right size, and put the value into it.")
  }

  /// The value, as it is in the shared memory at this moment.
  ///
  /// Neither reading nor writing blocks. `value += 1` does both, one after the other.
  public var value: Value {
    get {
      todo("Read the value from the shared memory.")
    }
    // The handle stays as it is: what changes is the memory that it stands for.
    nonmutating set {
      todo("Write the new value to the shared memory.")
    }
  }
}

extension SharedValue: Codable {
  /// The shared value that another process encoded.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere.
  public init(from decoder: any Decoder) throws {
    todo("Take the memory that came.")
  }

  /// Hands the shared value to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere.
  public func encode(to encoder: any Encoder) throws {
    todo("Send what both processes are to have in common.")
  }
}
