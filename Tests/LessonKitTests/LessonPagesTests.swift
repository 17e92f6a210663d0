import LessonKit
import Testing

struct LessonPagesTests {
  @Test func aLessonStopsBeforeWhatItAsksAbout() {
    let text = """
      # 1. One

      ```console
      $ shown before
      ```

      ## Predict, then look

      Which?

      ```console
      $ first
      ```

      | a | b |

      **Predict:** how many?

      | c | d |

      ## After

      ![x](y.svg)
      """
    let pieces = LessonPages(text).pieces
    #expect(pieces.count == 3)
    #expect(pieces[0].hasSuffix("Which?\n"))
    #expect(pieces[1].hasSuffix("how many?\n"))
    #expect(pieces[2].hasPrefix("| c | d |"))
    #expect(pieces.joined(separator: "\n") == text)
  }

  @Test func aPredictionWithNothingToSeeStopsNothing() {
    #expect(
      LessonPages("## Predict\n\nWhat?\n\n## Next\n\n| a |").pieces.count == 1)
  }
}
