/** 简体中文。Every text of the playground and the lessons in Chinese; see `en.ts`. */
import { html } from 'lit';
import { compact, count, percent } from '../format';
import type { Messages } from './en';

export const zh: Messages = {
  top: {
    intro: html`两个脉冲神经网络并排学习同一批事件数据：<b class="a">A</b> 的发放阈值固定不变，<b class="b">B</b>
      在训练权重的同时也训练阈值。`,
    keys: '快捷键',
    speed: '速度',
    measureSpeed: '速度：在此测量',
    theme: '浅色或深色',
    useLight: '使用浅色',
    useDark: '使用深色',
    language: '语言',
    dropHere: '将 N-MNIST 文件、文件夹或 zip 拖放到此处',
  },

  activity: {
    detail: '查看的细致程度',
    zooms: { network: '网络', layer: '层', neuron: '神经元', step: '单步' },
    whichLayer: '层',
    whichNeuron: (most) => `神经元，0 到 ${most}`,
    slowness: '录像的播放速度',
    slower: (times) => `慢 ${times} 倍`,
    fixed: '固定',
    trainable: '可训练',
    thresholds: '阈值',
    save: (arm) => `保存 ${arm} 的模型`,
    notSaved: (why) => `模型未能保存：${why}`,
    run: (arm) => `运行实验 ${arm}`,
    on: '启用',
    doesNotFit: (why) => `所示样本与此网络不符：${why} 重置后会构建相符的网络。`,
    nothingYet: (title) => `${title}：尚无内容。`,

    layerName,
    layerTitle(layer, layers, neurons) {
      const name = layerName(layer, layers);
      return neurons === undefined ? name : `${name}，${neurons}`;
    },
    flowTitle: (arm) => `录像此刻的网络 ${arm}`,
    spikes: '脉冲数',
    layerShort: ({ neurons, dead, silent, rate }) =>
      (dead === undefined ? `${percent(silent / neurons, 0)} 静默` : `${count(dead)} 个死神经元`) +
      `，发放率 ${percent(rate)}`,
    layerSays: (name, { neurons, dead, silent, rate }) =>
      `${name}：${count(neurons)} 个神经元，` +
      (dead === undefined ? '' : `${count(dead)} 个死神经元，`) +
      `${count(silent)} 个对此样本静默，平均发放率 ${percent(rate)}。`,
    layerInWords: ({ neurons, dead, silent, rate }, epoch) =>
      html`${
        dead === undefined || epoch === undefined
          ? ''
          : html`<b class=${dead > 0 ? 'dead' : ''}>${count(neurons)} 个中有 ${count(dead)} 个死神经元</b>（${
              epoch === 0 ? '在测试样本中' : `在第 ${epoch} 轮训练中`
            }从未发放）。`
      }此样本中 ${count(silent)} 个静默，平均发放率 ${percent(rate)}。`,
    answerShort: (predicted, label) =>
      label < 0
        ? `答 ${predicted}`
        : predicted === label
          ? `答 ${predicted}，正确`
          : `答 ${predicted}，应为 ${label}`,
    answerSays: (predicted, label) =>
      `网络答 ${predicted}${label < 0 ? '' : `，正确答案是 ${label}`}。`,
    rasterTitle: (arm, layer) => `实验 ${arm} 的${layer}脉冲栅格`,
    rasterSays: (title, spikes, silent, neurons) =>
      `${title}：${count(spikes)} 个脉冲，${neurons} 个神经元中有 ${silent} 个` +
      `（${percent(silent / neurons, 0)}）对此样本静默。`,

    barsTitle: (arm) => `实验 ${arm} 的阈值`,
    barsAre: '虚线：初始值',
    neuronSays: (neuron, threshold, spikes) =>
      `神经元 ${neuron}：阈值 ${threshold}，${spikes} 个脉冲`,
    dead: '上一轮中为死神经元',
    deadSign: html`<b class="dead" aria-hidden="true">×</b> 上一轮中的死神经元`,
    sortedBy: '排序依据',
    orders: { neuron: '神经元', threshold: '阈值', rate: '发放率' },

    weights: '输入权重',
    weightsTitle: (arm) => `输入权重，实验 ${arm}`,
    weightsSay: (title, inputs, low, high) =>
      `${title}：${count(inputs)} 个输入，从 ${compact(low)} 到 ${compact(high)}。`,
    itsThreshold: '它的阈值',
    potential: '膜电位',
    potentialKey: '细线：突触电流',
    potentialTitle: (arm) => `膜电位，实验 ${arm}`,
    potentialSays: (title, neuron, highest, threshold, spikes) =>
      `${title}，神经元 ${neuron}：最高 ${compact(highest)}，阈值 ${compact(threshold)}，` +
      `${spikes} 个脉冲。`,
    momentKey: '点击选择时刻',
    surrogate: '替代梯度',
    surrogateKey: '决定能学到多少',
    surrogateTitle: (arm) => `替代梯度的值，实验 ${arm}`,
    surrogateSays: (title, neuron, highest) =>
      `${title}，神经元 ${neuron}：最高 ${compact(highest)}。`,
    historyTitle: (arm) => `阈值随优化步数的变化，实验 ${arm}`,
    historySays: (title, first, last, steps) =>
      `${title}：${count(steps)} 步内从 ${compact(first)} 到 ${compact(last)}。`,
    optimiserSteps: (steps) => `${count(steps)} 步`,
    gradientSays(gradient, fixed) {
      if (gradient === 0) return '梯度为 0，阈值不变。';
      const does = gradient > 0 ? '压低阈值：唤醒它。' : '抬高阈值：使它平静。';
      return html`梯度 <b>${compact(Number(gradient.toPrecision(3)))}</b> ${does}${
        fixed ? 'A 保持固定。' : ''
      }`;
    },

    binIs: (bin, from, width) =>
      html`时间窗 <b>${bin}</b>，${compact(from)} 到 ${compact(from + width)} ms`,
    binBefore: '上一个时间窗',
    binAfter: '下一个时间窗',
    noSuchBin: '录像仍在继续，但网络已不再接收。',
    arithmeticTitle: (arm) => `实验 ${arm} 的算式`,
    inputSpikes: '输入',
    andMore: (spikes) => `另有 ${count(spikes)} 个`,
    neuronIs: (neuron) => `神经元 ${neuron}`,
    synapticCurrent: '突触电流',
    membranePotential: '膜电位',
    spikeQuestion: '阈值',
    spike: '发放脉冲',
    noSpike: '不发放',
    afterwards: '重置后',
    itsGradient: '梯度',
    roundedNote: '均为运行中的真实数值，保留四位小数。',
  },
};

function layerName(layer: number, layers: number): string {
  if (layer === layers - 1) return '输出层';
  return layers === 2 ? '隐藏层' : `隐藏层 ${layer + 1}`;
}
