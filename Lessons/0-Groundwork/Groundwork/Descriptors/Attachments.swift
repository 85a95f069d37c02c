import Synchronization

/// The handles that travel beside a message: descriptors can't be written as bytes.
///
/// Found in the `userInfo` of the encoder or decoder. On encoding it collects descriptors, and a
/// handle encodes as its index here. On decoding it holds what was received, and a handle takes what
/// is at its index. Two references to one handle have one index, and are one handle on the other side.
///
/// Received descriptors belong to this object until a handle takes them. Those that nobody took are
/// closed when it is released, so a failed decode closes all.
package final class Attachments: Sendable {
  /// Where coders carry it.
  package static let key = CodingUserInfoKey(rawValue: "workbook.attachments")

  private struct State {
    var descriptors: [Descriptor] = []
    var indices: [ObjectIdentifier: Int] = [:]
    var objects: [Int: any AnyObject & Sendable] = [:]
  }

  private let state: Mutex<State>

  /// Nothing yet: for encoding.
  package init() {
    state = Mutex(State())
  }

  /// What came with a message: for decoding.
  package init(received descriptors: [Descriptor]) {
    state = Mutex(State(descriptors: descriptors))
  }

  /// The descriptors that were collected, in the order of their indices; kept alive by this object.
  package var descriptors: [Descriptor] { state.withLock { $0.descriptors } }

  /// Adds `descriptor`, unless it is here already, and returns its index.
  func add(_ descriptor: Descriptor) -> Int {
    state.withLock { state in
      if let index = state.indices[ObjectIdentifier(descriptor)] { return index }
      state.descriptors.append(descriptor)
      state.indices[ObjectIdentifier(descriptor)] = state.descriptors.count - 1
      return state.descriptors.count - 1
    }
  }

  /// The descriptor at `index`, or `nil` if there is none.
  func descriptor(at index: Int) -> Descriptor? {
    state.withLock { $0.descriptors.indices.contains(index) ? $0.descriptors[index] : nil }
  }

  /// What is made of the descriptor at `index`, such as a mapping: once, however often it was sent.
  func object<Object: AnyObject & Sendable>(
    at index: Int, _ make: () throws -> Object
  ) rethrows -> Object {
    try state.withLock { state in
      if let object = state.objects[index] as? Object { return object }
      let object = try make()
      state.objects[index] = object
      return object
    }
  }
}

extension Encoder {
  /// Encodes the index of `descriptor` among the attachments of this message.
  ///
  /// - Throws: `EncodingError` if there is no message: handles can't be saved.
  func attach(_ descriptor: Descriptor, of value: Any) throws -> Int {
    guard let attachments = Attachments.key.flatMap({ userInfo[$0] }) as? Attachments else {
      throw EncodingError.invalidValue(
        value,
        .init(
          codingPath: codingPath,
          debugDescription: """
            A \(type(of: value)) can be encoded only while a child is started, or while it is sent \
            in a message through a Connection: it means nothing elsewhere
            """))
    }
    if descriptor.isClosed {
      throw EncodingError.invalidValue(
        value,
        .init(
          codingPath: codingPath,
          debugDescription: "This \(type(of: value)) is closed: hand it over before closing it"))
    }
    return attachments.add(descriptor)
  }
}

extension Decoder {
  /// The attachments of this message.
  ///
  /// - Throws: `DecodingError` if there is no message.
  func attachments(for type: Any.Type) throws -> Attachments {
    guard let attachments = Attachments.key.flatMap({ userInfo[$0] }) as? Attachments else {
      throw corrupted(
        """
        A \(type) can be decoded only in a child that is starting, or from a message that came \
        through a Connection. If this one did, what came with it was lost: too many files were \
        open here (EMFILE)
        """)
    }
    return attachments
  }

  /// The descriptor at `index` of `attachments`.
  func descriptor(at index: Int, of attachments: Attachments) throws -> Descriptor {
    guard let descriptor = attachments.descriptor(at: index) else {
      throw corrupted(
        """
        The message refers to descriptor \(index), which did not come with it. It may have been \
        lost: too many files were open here (EMFILE)
        """)
    }
    return descriptor
  }

  /// An error that says what is wrong with the data.
  func corrupted(_ description: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: description))
  }
}

/// A class whose decoder hands out an object that exists already, so that two references to one
/// handle are one again.
///
/// An initializer of a class can't do that; one of a protocol can.
protocol Receivable: Decodable {
  static func received(from decoder: any Decoder) throws -> Self
}

extension Receivable {
  /// Takes the handle that came with the message.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere, or if the handle did not come with it.
  public init(from decoder: any Decoder) throws {
    self = try Self.received(from: decoder)
  }
}
