import Grading
import Testing

#if Solutions
@_exported import SolutionEvent
#else
@_exported import LessonEvent
#endif

@Suite(.serialized) struct `5-Event` {}
