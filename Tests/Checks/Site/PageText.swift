/// The text of a page, for readers without scripts and for the search.
struct PageText {
  let page: RenderPage
  /// What the site's addresses begin with: nothing, or such as `/workbook`.
  let base: String

  var title: String { page.metadata.title }
  var abstract: String { plain(page.abstract ?? []) }

  /// The page as HTML: all that scripts would show, and links instead of the navigator.
  var html: String {
    let topics = (page.topicSections ?? []).map { section in
      let links = section.identifiers.map { "<li>\(link(to: $0, []))</li>" }.joined()
      return "<h2>\((section.title ?? "").escaped)</h2><ul>\(links)</ul>"
    }
    return """
      <article><h1>\(title.escaped)</h1><p>\(html(page.abstract ?? []))</p>
      \(html(page.content))
      \(topics.joined())</article>
      """
  }

  private func html(_ nodes: [RenderNode]) -> String { nodes.map(html).joined() }

  private func html(_ node: RenderNode) -> String {
    let inside = html(node.inlineContent ?? node.content ?? [])
    switch node.type {
    case "text": return (node.text ?? "").escaped
    case "codeVoice", "codeListing": return code(node)
    case "emphasis": return "<em>\(inside)</em>"
    case "strong": return "<strong>\(inside)</strong>"
    case "paragraph": return "<p>\(inside)</p>\n"
    case "aside": return "<blockquote>\(inside)</blockquote>\n"
    case "heading":
      let level = node.level ?? 2
      let anchor = (node.anchor ?? "").escaped
      return "<h\(level) id=\"\(anchor)\">\((node.text ?? "").escaped)</h\(level)>\n"
    case "reference":
      return link(to: node.identifier ?? "", node.overridingTitleInlineContent ?? [])
    case "image": return image(node.identifier ?? "")
    case "unorderedList": return "<ul>\(items(node))</ul>\n"
    case "orderedList": return "<ol>\(items(node))</ol>\n"
    case "table": return table(node.rows ?? [])
    case "tabNavigator":
      // The first tab is there to be shown, the others only if asked for.
      return (node.tabs ?? []).enumerated().map { index, tab in
        let body = html(tab.content)
        if index == 0 { return body }
        return "<details><summary>\(tab.title.escaped)</summary>\(body)</details>\n"
      }.joined()
    default: return inside
    }
  }

  private func code(_ node: RenderNode) -> String {
    switch node.code {
    case .word(let word): "<code>\(word.escaped)</code>"
    case .lines(let lines): "<pre><code>\(lines.joined(separator: "\n").escaped)</code></pre>\n"
    case nil: ""
    }
  }

  private func link(to key: String, _ title: [RenderNode]) -> String {
    let target = page.references[key]
    let text = title.isEmpty ? (target?.title ?? key).escaped : html(title)
    return "<a href=\"\(address(target?.url ?? key).escaped)\">\(text)</a>"
  }

  private func image(_ key: String) -> String {
    guard let image = page.references[key], let url = image.variants?.first?.url else { return "" }
    return "<img src=\"\(address(url).escaped)\" alt=\"\((image.alt ?? "").escaped)\">"
  }

  private func items(_ list: RenderNode) -> String {
    (list.items ?? []).map { "<li>\(html($0.content))</li>" }.joined(separator: "\n")
  }

  private func table(_ rows: [[[RenderNode]]]) -> String {
    let lines = rows.enumerated().map { index, cells in
      let tag = index == 0 ? "th" : "td"
      return "<tr>" + cells.map { "<\(tag)>\(html($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<table>\(lines.joined(separator: "\n"))</table>\n"
  }

  private func address(_ url: String) -> String { url.hasPrefix("/") ? base + url : url }
}

extension PageText {
  /// A part of a page below one heading.
  struct Section: Encodable {
    /// The page's title.
    let page: String
    /// The heading; empty for what stands before the first one.
    let heading: String
    /// Where it is, below the site's base.
    let url: String
    var text: String
  }

  /// The page in parts, without the hints, and without the answers to questions: a search must not
  /// answer what the page asks.
  func sections(url: String) -> [Section] {
    var parts = [Section(page: title, heading: "", url: url, text: abstract)]
    for node in page.content.prefix(while: { $0.type != "heading" || $0.text != "Answers" }) {
      if node.type == "heading" {
        parts.append(
          Section(
            page: title, heading: node.text ?? "", url: "\(url)#\(node.anchor ?? "")", text: ""))
      } else {
        parts[parts.count - 1].text += " " + plain([node])
      }
    }
    return parts.filter { !$0.heading.isEmpty || !$0.text.isEmpty }
  }

  private func plain(_ nodes: [RenderNode]) -> String { nodes.map(plain).joined() }

  private func plain(_ node: RenderNode) -> String {
    switch node.type {
    case "text": return node.text ?? ""
    case "codeVoice", "codeListing":
      switch node.code {
      case .word(let word): return word
      case .lines(let lines): return lines.joined(separator: "\n")
      case nil: return ""
      }
    case "reference":
      let title = node.overridingTitleInlineContent ?? []
      return title.isEmpty ? page.references[node.identifier ?? ""]?.title ?? "" : plain(title)
    case "image": return page.references[node.identifier ?? ""]?.alt ?? ""
    case "tabNavigator": return ""
    case "paragraph": return plain(node.inlineContent ?? []) + " "
    default:
      return plain(node.inlineContent ?? node.content ?? [])
        + (node.items ?? []).map { plain($0.content) }.joined(separator: " ")
        + (node.rows ?? []).flatMap { $0 }.map(plain).joined(separator: " ")
    }
  }
}

extension String {
  /// The text in HTML.
  var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
