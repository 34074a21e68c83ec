/** 简体中文。The texts of the lesson about evidence in Chinese. */
import { html } from 'lit';
import { compact, count, percent } from '../format';
import type { TruthMessages } from './en_truth';

export const zh: TruthMessages = {
  claim: html`Rouse 所依据的论文声称：从<b>糟糕</b>的初始阈值出发，可训练阈值的网络学得更快也更好；从<b>良好</b>的阈值出发，则没有代价。印在纸上并不等于真实。在这里由你检验：三十个各有
    64 个隐藏神经元的网络，三个起点，固定阈值和可训练阈值，各五次。`,
  guess: html`先别看：可训练阈值会怎样影响准确率？现在就说，事后人人都“早就知道”。`,
  from: {
    low: '从 0.05 出发，太低',
    good: '从 3 出发，良好',
    high: '从 50 出发，太高',
  },
  effects: { helps: '有帮助', none: '没有差别', hurts: '有害', open: '尚不可知' },
  predicted: html`做出三个预测。`,
  run: '全部运行',
  cancel: '取消',
  waiting: '先预测，再运行。',
  ready: '大约需要十秒，慢的机器上要一分钟。',
  progress: (done, seconds) =>
    `已完成 ${percent(done, 0)}${seconds === null ? '' : `，还需 ${Math.max(1, Math.ceil(seconds))} 秒`}`,
  finished: '全部运行完毕。',
  figure: '每次运行的测试准确率，按初始阈值排列',
  figureSays: (parts) => `每次运行的测试准确率，按初始阈值排列。${parts.join('')}`,
  startSays: (start, fixed, trainable) =>
    `从 ${compact(start)} 出发：固定 ${fixed || '尚无'}，可训练 ${trainable || '尚无'}。`,
  accuracy: '测试准确率',
  fixed: '固定',
  trainable: '可训练',
  ran: html`运行这组实验，看看同一起点换一个随机种子结果如何不同。`,
  table: '五个种子的平均值，以及差值和它的 95 % 区间（百分点）',
  columns: ['起点 θ', '固定', '可训练', '差值', '所以', '你的预测'],
  between: (mean, low, high) => `${mean}（${low} 到 ${high}）`,
  seeds: html`每个点是一个网络。设定相同的两个网络只有<b>随机种子</b>不同，它决定初始权重，而结果并不一样。所以一次运行什么也证明不了：差别要大于偶然本身造成的差别才算数。`,
  interval: html`同一种子的固定与可训练网络从相同的权重出发，因此<b>成对</b>比较准确率。由五个差值得到平均值，以及一个<b>区间</b>：这样的实验做一百次，有
    95 次它包含真实的差值。区间全在 0 之上，就是有帮助；全在 0 之下，就是有害；包含
    0，则五个种子还说不清。这并不证明没有差别。`,
  own: '自选起点',
  runOwn: (start) => `再运行 ${compact(start)}`,
  another: html`帮助从哪里开始？选择另一个起点，也运行一次。`,
  question: html`看你自己的表：有几个起点的差值区间全在 <b>0 之上</b>？`,
  because: (helped, all) =>
    html`${count(all)} 个起点中的 ${count(helped)} 个：在那里，你的实验说明可训练阈值有帮助。`,
  settings: html`这一切只对这些设定成立：记录少，五轮，阈值学习率 0.3。换了学习率，帮助会变小；权重学得快时，甚至会变成害处。Rouse
    附带的结果说明了在哪里。`,
  link: '带着这个计划去实验室继续',
  summary: html`主张、预测、公平的比较、不止一个种子、区间，以及这一切的局限：真假就是这样分辨的。你刚刚做了论文所做的事。`,
};
