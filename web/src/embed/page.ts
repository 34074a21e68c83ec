/** The embedded page in a frame that has an origin: see public/embed.js. */
import '../styles/page.css';
import { rouseEmbed } from './frame';

rouseEmbed();
