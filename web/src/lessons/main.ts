/** The page of the lessons, and the document's colours and language around it. */
import { paintDocument } from '../document_theme';
import { RouseLessons } from './rouse-lessons';

const lessons = document.querySelector('rouse-lessons');
if (lessons instanceof RouseLessons) {
  paintDocument(lessons);
  lessons.addEventListener('rouse-language', () => {
    document.documentElement.lang = lessons.lang;
  });
}
