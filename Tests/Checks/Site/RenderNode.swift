/// A piece of a page, in the JSON that DocC makes for its renderer.
struct RenderNode: Decodable {
  let type: String
  var text: String?
  /// The lines of a block of code, or the text of a word of code.
  var code: Code?
  var anchor: String?
  var level: Int?
  var inlineContent: [RenderNode]?
  var content: [RenderNode]?
  var items: [Item]?
  var rows: [[[RenderNode]]]?
  var tabs: [Tab]?
  /// What a link or a picture refers to, by its key in the page's table.
  var identifier: String?
  var overridingTitleInlineContent: [RenderNode]?

  enum Code: Decodable {
    case word(String)
    case lines([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        self = .word(word)
      } else {
        self = .lines(try container.decode([String].self))
      }
    }
  }

  struct Item: Decodable { let content: [RenderNode] }
  struct Tab: Decodable {
    let title: String
    let content: [RenderNode]
  }
}

/// A page, in the JSON that DocC makes for its renderer.
struct RenderPage: Decodable {
  struct Metadata: Decodable { let title: String }
  struct Section: Decodable { let content: [RenderNode]? }
  struct Topics: Decodable {
    let title: String?
    let identifiers: [String]
  }
  struct Reference: Decodable {
    struct Variant: Decodable { let url: String }
    var title: String?
    var url: String?
    var alt: String?
    var variants: [Variant]?
  }

  let metadata: Metadata
  var abstract: [RenderNode]?
  var primaryContentSections: [Section]?
  var topicSections: [Topics]?
  let references: [String: Reference]

  /// Everything between the page's title and the lists of other pages.
  var content: [RenderNode] { (primaryContentSections ?? []).flatMap { $0.content ?? [] } }
}
