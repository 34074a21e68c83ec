/** The equations of the model in MathML, the same in every language. */
import { html, type TemplateResult } from 'lit';
import type { Settings } from '../state';

const surrogates: Readonly<Record<Settings['surrogate'], TemplateResult>> = {
  exponential: html`<math display="block">
    <mrow><mrow><mi>ρ</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo></mrow>
    <mfrac><mi>κ</mi><mi>w</mi></mfrac><msup><mi>e</mi><mrow><mo>−</mo><mrow><mo>|</mo>
    <mi>x</mi><mo>|</mo></mrow><mo>/</mo><mi>w</mi></mrow></msup></mrow>
  </math>`,
  fast_sigmoid: html`<math display="block">
    <mrow><mrow><mi>ρ</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo></mrow>
    <mfrac><mi>κ</mi><msup><mrow><mo>(</mo><mn>1</mn><mo>+</mo><mfrac><mrow><mo>|</mo>
    <mi>x</mi><mo>|</mo></mrow><mi>w</mi></mfrac><mo>)</mo></mrow><mn>2</mn></msup></mfrac>
    </mrow>
  </math>`,
  arctan: html`<math display="block">
    <mrow><mrow><mi>ρ</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo></mrow>
    <mfrac><mi>κ</mi><mrow><mn>1</mn><mo>+</mo><msup><mrow><mo>(</mo><mfrac><mi>x</mi>
    <mi>w</mi></mfrac><mo>)</mo></mrow><mn>2</mn></msup></mrow></mfrac></mrow>
  </math>`,
  triangular: html`<math display="block">
    <mrow><mrow><mi>ρ</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo></mrow>
    <mfrac><mi>κ</mi><mi>w</mi></mfrac><mi>max</mi><mrow><mo>(</mo><mn>0</mn><mo>,</mo>
    <mn>1</mn><mo>−</mo><mfrac><mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow><mi>w</mi></mfrac>
    <mo>)</mo></mrow></mrow>
  </math>`,
  boxcar: html`<math display="block">
    <mrow><mrow><mi>ρ</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mo>=</mo></mrow><mrow>
    <mo>{</mo><mtable><mtr><mtd><mfrac><mi>κ</mi><mrow><mn>2</mn><mi>w</mi></mrow></mfrac>
    </mtd><mtd><mrow><mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow><mo>≤</mo><mi>w</mi></mrow>
    </mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mrow><mrow><mo>|</mo><mi>x</mi><mo>|</mo>
    </mrow><mo>&gt;</mo><mi>w</mi></mrow></mtd></mtr></mtable></mrow></mrow>
  </math>`,
};

const losses: Readonly<Record<Settings['loss'], TemplateResult>> = {
  rate_mse: html`<math display="block">
    <mrow><mi>L</mi><mo>=</mo><munder><mo>∑</mo><mi>k</mi></munder><msup><mrow><mo>(</mo>
    <mfrac><msub><mi>n</mi><mi>k</mi></msub><mi>T</mi></mfrac><mo>−</mo><msub><mover>
    <mi>r</mi><mo>^</mo></mover><mi>k</mi></msub><mo>)</mo></mrow><mn>2</mn></msup></mrow>
  </math>`,
  cross_entropy: html`<math display="block">
    <mrow><mi>L</mi><mo>=</mo><mo>−</mo><mi>ln</mi><mfrac><msup><mi>e</mi><mrow><mi>λ</mi>
    <msub><mi>n</mi><mi>y</mi></msub></mrow></msup><mrow><munder><mo>∑</mo><mi>k</mi>
    </munder><msup><mi>e</mi><mrow><mi>λ</mi><msub><mi>n</mi><mi>k</mi></msub></mrow></msup>
    </mrow></mfrac></mrow>
  </math>`,
};

export const equations = {
  interval: html`<math display="block">
    <mrow><mover><mi>d</mi><mo>¯</mo></mover><mo>±</mo><msub><mi>t</mi><mrow><mi>n</mi>
    <mo>−</mo><mn>1</mn></mrow></msub><mfrac><mi>s</mi><msqrt><mi>n</mi></msqrt></mfrac></mrow>
  </math>`,
  weightDistance: html`<math display="block">
    <mfrac><mrow><mo>‖</mo><mrow><mi>W</mi><mo>−</mo><msub><mi>W</mi><mn>0</mn></msub></mrow>
    <mo>‖</mo></mrow><mrow><mo>‖</mo><msub><mi>W</mi><mn>0</mn></msub><mo>‖</mo></mrow></mfrac>
  </math>`,
  surrogate: ({ surrogate }: Settings) => surrogates[surrogate],
  loss: ({ loss }: Settings) => losses[loss],
  current: html`<math display="block">
    <mrow><mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>i</mi>
    </msub><mi>i</mi><mo stretchy="false">[</mo><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow><mo stretchy="false">]</mo>
    <mo>+</mo><mi>W</mi><msub><mi>s</mi><mi>in</mi></msub><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo>
    </mrow>
  </math>`,
  potential: html`<math display="block">
    <mrow><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>v</mi>
    </msub><mi>u</mi><mo stretchy="false">[</mo><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow><mo stretchy="false">]</mo>
    <mo>+</mo><mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  spike: html`<math display="block">
    <mrow><mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><mrow><mo>{</mo><mtable><mtr>
    <mtd><mn>1</mn></mtd><mtd><mrow><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>≥</mo>
    <mi>θ</mi></mrow></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mrow><mi>v</mi><mo stretchy="false">[</mo>
    <mi>t</mi><mo stretchy="false">]</mo><mo>&lt;</mo><mi>θ</mi></mrow></mtd></mtr></mtable></mrow></mrow>
  </math>`,
  reset: html`<math display="block">
    <mrow><mi>u</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi>
    <mo stretchy="false">]</mo><mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo>
    <mo>)</mo></mrow></mrow>
  </math>`,
  reach: html`<math display="block">
    <mrow><mi>ρ</mi><mrow><mo>(</mo><munder><mi>max</mi><mi>t</mi></munder><mi>v</mi>
    <mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>−</mo><mi>θ</mi><mo>)</mo></mrow><mo>≥</mo><msup>
    <mn>10</mn><mrow><mo>−</mo><mn>7</mn></mrow></msup></mrow>
  </math>`,
  thresholdGradient: html`<math display="block">
    <mrow><mfrac><mrow><mi>d</mi><mi>L</mi></mrow><mrow><mi>d</mi><mi>θ</mi></mrow></mfrac>
    <mo>=</mo><mo>−</mo><munder><mo>∑</mo><mi>t</mi></munder><mfrac><mrow><mi>d</mi>
    <mi>L</mi></mrow><mrow><mi>d</mi><mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow></mfrac>
    <mo>⋅</mo><mi>ρ</mi><mrow><mo>(</mo><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>−</mo>
    <mi>θ</mi><mo>)</mo></mrow></mrow>
  </math>`,
  floor: html`<math display="block">
    <mrow><msub><mi>ρ</mi><mi>f</mi></msub><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>
    <mo>=</mo><mi>max</mi><mrow><mo>(</mo><mi>f</mi><mo>,</mo><mi>ρ</mi><mrow><mo>(</mo>
    <mi>x</mi><mo>)</mo></mrow><mo>)</mo></mrow></mrow>
  </math>`,
  thinning: html`<math display="block">
    <mrow><mi>P</mi><mo>=</mo><mi>min</mi><mrow><mo>(</mo><mn>1</mn><mo>,</mo><mfrac><mrow>
    <mo>|</mo><mi>g</mi><mo>|</mo></mrow><mrow><mi>N</mi><mover><mrow><mo>|</mo><mi>g</mi>
    <mo>|</mo></mrow><mo>¯</mo></mover></mrow></mfrac><mo>)</mo></mrow><mo>,</mo>
    <mspace width="0.8em"></mspace><mi>g</mi><mo>↦</mo><mfrac><mi>g</mi><mi>P</mi></mfrac></mrow>
  </math>`,
  adamMoments: html`<math display="block">
    <mrow><mi>m</mi><mo>←</mo><msub><mi>β</mi><mn>1</mn></msub><mi>m</mi><mo>+</mo><mrow>
    <mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>1</mn></msub><mo>)</mo></mrow>
    <mi>g</mi><mo>,</mo><mspace width="0.8em"></mspace><mi>q</mi><mo>←</mo><msub><mi>β</mi>
    <mn>2</mn></msub><mi>q</mi><mo>+</mo><mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub>
    <mi>β</mi><mn>2</mn></msub><mo>)</mo></mrow><msup><mi>g</mi><mn>2</mn></msup></mrow>
  </math>`,
  adamUpdate: html`<math display="block">
    <mrow><mi>p</mi><mo>←</mo><mi>p</mi><mo>−</mo><mi>η</mi><mfrac><mover><mi>m</mi>
    <mo>^</mo></mover><mrow><msqrt><mover><mi>q</mi><mo>^</mo></mover></msqrt><mo>+</mo>
    <mi>ε</mi></mrow></mfrac></mrow>
  </math>`,
  dead: html`<math display="block">
    <mrow><munder><mo>∑</mo><mi>samples</mi></munder><munder><mo>∑</mo><mi>t</mi></munder>
    <mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><mn>0</mn></mrow>
  </math>`,
  rate: html`<math display="block">
    <mrow><mi>r</mi><mo>=</mo><mfrac><mn>1</mn><mi>T</mi></mfrac><munder><mo>∑</mo>
    <mi>t</mi></munder><mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  answer: html`<math display="block">
    <mrow><mover><mi>y</mi><mo>^</mo></mover><mo>=</mo><munder><mi>argmax</mi><mi>k</mi>
    </munder><munder><mo>∑</mo><mi>t</mi></munder><msub><mi>s</mi><mi>k</mi></msub>
    <mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  accuracy: html`<math display="block">
    <mrow><mi>a</mi><mo>=</mo><mfrac><mrow><munder><mo>∑</mo><mi>k</mi></munder><msub>
    <mi>C</mi><mrow><mi>k</mi><mi>k</mi></mrow></msub></mrow><mrow><munder><mo>∑</mo><mrow>
    <mi>k</mi><mo>,</mo><mi>j</mi></mrow></munder><msub><mi>C</mi><mrow><mi>k</mi><mi>j</mi>
    </mrow></msub></mrow></mfrac></mrow>
  </math>`,
  batchGradient: html`<math display="block">
    <mrow><mi>g</mi><mo>=</mo><mfrac><mn>1</mn><mi>B</mi></mfrac><munderover><mo>∑</mo>
    <mrow><mi>b</mi><mo>=</mo><mn>1</mn></mrow><mi>B</mi></munderover><mfrac><mrow>
    <mi>∂</mi><msub><mi>L</mi><mi>b</mi></msub></mrow><mrow><mi>∂</mi><mi>p</mi></mrow>
    </mfrac></mrow>
  </math>`,
  resetPaper: html`<math display="block">
    <mrow><mi>e</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><mi>g</mi><mo stretchy="false">[</mo><mi>t</mi>
    <mo stretchy="false">]</mo><mi>ρ</mi><mo>+</mo><msub><mi>r</mi><mi>v</mi></msub><mi>e</mi><mo stretchy="false">[</mo>
    <mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow><mo stretchy="false">]</mo></mrow>
  </math>`,
  resetMasked: html`<math display="block">
    <mrow><mi>e</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><mi>g</mi><mo stretchy="false">[</mo><mi>t</mi>
    <mo stretchy="false">]</mo><mi>ρ</mi><mo>+</mo><msub><mi>r</mi><mi>v</mi></msub><mrow><mo>(</mo>
    <mn>1</mn><mo>−</mo><mi>s</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>)</mo></mrow><mi>e</mi>
    <mo stretchy="false">[</mo><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow><mo stretchy="false">]</mo></mrow>
  </math>`,
  pull: html`<math display="block">
    <mrow><msub><mi>L</mi><mi>r</mi></msub><mo>=</mo><mfrac><mi>c</mi><mi>N</mi></mfrac>
    <munderover><mo>∑</mo><mrow><mi>j</mi><mo>=</mo><mn>1</mn></mrow><mi>N</mi></munderover>
    <msup><mrow><mi>max</mi><mrow><mo>(</mo><mn>0</mn><mo>,</mo><msub><mi>r</mi><mi>min</mi>
    </msub><mo>−</mo><msub><mi>r</mi><mi>j</mi></msub><mo>)</mo></mrow></mrow><mn>2</mn>
    </msup></mrow>
  </math>`,
  camera: html`<math display="block">
    <mrow><mrow><mo>|</mo><mi>ln</mi><mi>I</mi><mrow><mo>(</mo><mi>t</mi><mo>)</mo></mrow>
    <mo>−</mo><mi>ln</mi><mi>I</mi><mrow><mo>(</mo><msub><mi>t</mi><mn>0</mn></msub><mo>)</mo>
    </mrow><mo>|</mo></mrow><mo>≥</mo><mi>c</mi></mrow>
  </math>`,
  halfLife: html`<math display="block">
    <mrow><msub><mi>t</mi><mi>half</mi></msub><mo>=</mo><mfrac><mrow><mi>ln</mi><mn>0.5</mn></mrow>
    <mrow><mi>ln</mi><mi>r</mi></mrow></mfrac></mrow>
  </math>`,
  recurrentCurrent: html`<math display="block">
    <mrow><mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>i</mi></msub>
    <mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo><mo>+</mo><mi>W</mi><msub><mi>s
    </mi><mi>in</mi></msub><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>+</mo><mi>U</mi><mi>s</mi><mo stretchy="false">[</mo>
    <mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo></mrow>
  </math>`,
  adaptation: html`<math display="block">
    <mrow><mi>a</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>a</mi></msub>
    <mi>a</mi><mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo><mo>+</mo><mi>β</mi><mi>s</mi>
    <mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo><mo>+</mo><mi>α</mi><mi>u</mi><mo stretchy="false">[</mo>
    <mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo></mrow>
  </math>`,
  risenThreshold: html`<math display="block">
    <mrow><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>≥</mo><mi>θ</mi><mo>+</mo><mi>a</mi><mo>[
    </mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  counterCurrent: html`<math display="block">
    <mrow><mi>v</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>v</mi></msub>
    <mi>u</mi><mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo><mo>+</mo><mi>i</mi><mo stretchy="false">[</mo>
    <mi>t</mi><mo stretchy="false">]</mo><mo>−</mo><mi>a</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  delayed: html`<math display="block">
    <mrow><mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo><mo>=</mo><msub><mi>r</mi><mi>i</mi></msub>
    <mi>i</mi><mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo stretchy="false">]</mo><mo>+</mo><mi>W</mi><msub><mi>s
    </mi><mi>in</mi></msub><mo stretchy="false">[</mo><mi>t</mi><mo>−</mo><mi>d</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  dropout: html`<math display="block">
    <mrow><msub><mi>s</mi><mi>in</mi></msub><mo>→</mo><mrow><mo>{</mo><mtable><mtr><mtd><mn>0</mn></mtd>
    <mtd><mi>p</mi></mtd></mtr><mtr><mtd><mfrac><msub><mi>s</mi><mi>in</mi></msub><mrow><mn>1</mn>
    <mo>−</mo><mi>p</mi></mrow></mfrac></mtd><mtd><mrow><mn>1</mn><mo>−</mo><mi>p</mi></mrow></mtd></mtr>
    </mtable></mrow></mrow>
  </math>`,
  highestPotential: html`<math display="block">
    <mrow><msub><mi>n</mi><mi>k</mi></msub><mo>=</mo><munder><mi>max</mi><mi>t</mi></munder>
    <msub><mi>v</mi><mi>k</mi></msub><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
  meanPotential: html`<math display="block">
    <mrow><msub><mi>n</mi><mi>k</mi></msub><mo>=</mo><mfrac><mn>1</mn><mi>T</mi></mfrac><munder>
    <mo>∑</mo><mi>t</mi></munder><msub><mi>v</mi><mi>k</mi></msub><mo stretchy="false">[</mo><mi>t</mi><mo stretchy="false">]</mo></mrow>
  </math>`,
};
