import Grading
import Testing

#if Solutions
@_exported import SolutionPipe
#else
@_exported import LessonPipe
#endif

@Suite(.serialized) struct `2-Pipe` {}
