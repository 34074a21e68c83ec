/** The bench page: <rouse-bench>, and the document's colours around it. */
import { paintDocument } from '../document_theme';
import { RouseBench } from './rouse-bench';

const bench = document.querySelector('rouse-bench');
if (bench instanceof RouseBench) paintDocument(bench);
