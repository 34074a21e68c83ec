/** Begins the page: first what is computed, then, while that makes itself ready, what is seen. */
import { beginPage } from './first_laboratory';

beginPage();
void import('./page');
