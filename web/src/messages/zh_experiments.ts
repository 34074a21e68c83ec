/** 简体中文。Every text of the Experiments view in Chinese; see `en_experiments.ts`. */
import type { Arm } from '../experiments/plan';
import { compact, count } from '../format';
import { type ExperimentsMessages, type Found, points } from './en_experiments';

function armName({ mode, rate }: Arm, rates = false): string {
  if (mode === 'fixed') return '固定';
  const name = mode === 'per_layer' ? '每层可训练' : '可训练';
  return rates ? `${name}，学习率 ${compact(rate)}` : name;
}

const interval = (low: number, high: number) => `${points(low)} 至 ${points(high)}`;

const froms = (found: readonly Found[]) =>
  found
    .map(
      ({ threshold, difference, interval: [low, high] }) =>
        `${compact(threshold)}（${points(difference)} 个百分点，${interval(low, high)}）`,
    )
    .join('、');

export const zhExperiments: ExperimentsMessages = {
  title: '实验',
  intro: '真的如此吗？从好的和坏的初始阈值出发，分别用固定和可训练的阈值各训练几次，再作比较。',
  laboratory: '实验室',
  toLaboratory: '回到实验室',
  busy: (done, runs) => `实验：${runs} 次运行已完成 ${done} 次`,

  bar: {
    name: '运行',
    run: '运行',
    goOn: '继续',
    pause: '暂停',
    cancel: '取消',
    link: '链接',
    progress: '进度',
    looking: '正在查找已完成的运行',
    noData: '有了数据就可以运行。',
    noTest: '这些数据没有测试记录，无法测量准确率。请选择其他数据。',
    ready: (runs, epochs, jobs) => `${count(runs)} 次运行，每次 ${epochs} 轮，同时进行 ${jobs} 次`,
    partly: (done, runs) =>
      `${count(runs)} 次运行中已有 ${count(done)} 次完成并保存在此；“运行”训练其余的`,
    running: (done, runs) => `${count(runs)} 次运行已完成 ${count(done)} 次`,
    toGo: (seconds) =>
      seconds < 100 ? `，还需 ${Math.ceil(seconds)} 秒` : `，还需 ${Math.round(seconds / 60)} 分钟`,
    paused: '，已暂停',
    held: '，实验室训练时等待',
    done: (runs) => `全部 ${count(runs)} 次运行已完成`,
    failed: (why) => `已停止：${why}`,
    starting: '，正在开始',
  },

  plan: {
    title: '计划',
    fields: {
      thresholds: {
        label: '初始阈值',
        says: '每次运行的所有层都从其中一个值开始：从过低到过高。',
      },
      modes: {
        label: '阈值',
        says: '比较什么：保持不变的阈值，为每个神经元学习的阈值，还是为每层学习的阈值。',
      },
      rates: {
        label: '阈值学习率',
        says: '填多个则互相比较；留空则用实验室的。',
      },
      seeds: {
        label: '种子数',
        says: '每种设置运行的次数，只有随机性不同：从两个起，区间才能说明什么不只是偶然。',
      },
      epochs: { label: '轮数', says: '每次运行训练多久。' },
      goal: {
        label: '准确率目标',
        says: '统计达到该测试准确率所需的轮数；留空则以固定阈值的运行最终达到的为准。',
      },
      jobs: { label: '同时运行', says: '每次运行占用一个处理器核心；结果与此无关。' },
    },
    presets: {
      quick: { label: '快速', says: '低、好、高三个阈值，三个种子，五轮。' },
      paper: { label: '论文的', says: '八个阈值，五个种子，十轮。' },
      rates: { label: '阈值学习率', says: '三个起点，四个阈值学习率。' },
    },
    ownPlan: '你自己的计划。',
    preset: '预设',
    modes: { fixed: '固定', per_neuron: '每个神经元', per_layer: '每层', per_channel: '每通道' },
    laboratory: '实验室的',
    fixedGoal: '固定阈值的',
    automatic: (jobs) => `此处 ${jobs}`,
    frozen: '取消后才能修改计划；已完成的运行会保留。',
    base: '其余与实验室相同',
    data: '数据',
    network: '网络',
    rates: '学习率',
    rateOf: (weights, thresholds) => `${compact(weights)}，阈值 ${compact(thresholds)}`,
    batchSeed: '批大小、首个种子',
    stale: '实验室的设置或数据后来有了变化：这些运行保持开始时的设置。',
    takeOver: '采用现在的',
    builtin: '内置数字',
    recordings: (train, test) => `${count(train)} + ${count(test)}`,
  },

  verdict: {
    title: '什么成立',
    about: '结论',
    tip: '相同种子的两次运行在测试准确率上的差，及其 95 % 置信区间。',
    empty: '一对设置各完成两个种子后，这里用文字说明可训练阈值的作用。',
    oneSeed: '一个种子分不清差异与偶然：请至少用两个。',
    noPair: '要作比较，请同时选择固定和可训练的阈值。',
    arm: armName,
    helps: (found) => `从 ${froms(found)} 出发，可训练阈值有帮助。`,
    hurts: (found) => `从 ${froms(found)} 出发，可训练阈值有害。`,
    none: (found, seeds) => `从 ${froms(found)} 出发，${seeds} 个种子看不出差异。`,
    waiting: (runs) => `还有 ${count(runs)} 次运行。`,
    overall: (starts, difference, bounds, saved) =>
      `${count(starts)} 个初始阈值合计：准确率 ${points(difference)} 个百分点` +
      `${bounds ? `（${interval(...bounds)}）` : ''}，` +
      `达到目标所需轮数${saved < 0 ? '多' : '少'} ${Math.abs(saved * 100).toFixed(1)} %。`,
    deadLayers: (own, fixed) =>
      `所有运行结束时的死层：${count(own)} 个，固定阈值为 ${count(fixed)} 个。`,
    chance: '区间未按其个数校正：即使没有差异，二十个中也会有一个偶然不含 0。',
  },

  table: {
    title: '准确率',
    about: '表格',
    tip: '最后一轮后的测试准确率，各种子的均值与标准差；点按可在实验室中打开该设置。',
    caption: (epochs) => `${epochs} 轮后的测试准确率，按初始阈值和阈值种类`,
    start: '起点 θ',
    arm: armName,
    of: (done, seeds) => `${seeds} 个种子已完成 ${done} 个`,
    waiting: '等待',
    training: (epoch) => `第 ${epoch} 轮`,
    difference: (difference, bounds) =>
      `${points(difference)}${bounds ? `（${interval(...bounds)}）` : ''}`,
    effects: { helps: '有帮助', none: '无差异', hurts: '有害', open: '未定' },
    epochs: (epochs, reached, runs) =>
      reached === 0
        ? '未达目标'
        : `${epochs.toFixed(1)} 轮达标${reached < runs ? `（${reached}/${runs}）` : ''}`,
    dead: (dead) => `死 ${dead.map((n) => n.toFixed(1)).join('、')}`,
    open: (threshold, arm, rates) =>
      `在实验室中打开阈值 ${compact(threshold)}，${armName(arm, rates)}`,
    now: '正在训练',
    run: (threshold, arm, rates, seed) =>
      `θ ${compact(threshold)}，${armName(arm, rates)}，种子 ${seed}`,
    epochOf: (epoch, epochs) => `第 ${epoch} 轮，共 ${epochs} 轮`,
    legend: '达标：达到目标所需轮数，0 为未训练的网络 · 死：各层在最后一轮从未发放的神经元',
  },

  figures: {
    title: '图',
    empty: '曲线随最初几轮出现。',
    note: (seeds) => `${seeds} 个种子的均值与标准差`,
    save: (title, kind) => `将${title}保存为 ${kind}`,
    notSaved: (why) => `图未能保存：${why}`,
    from: (threshold) => `从 ${compact(threshold)} 起`,
    arm: armName,
    epoch: '轮',
    threshold: '初始阈值',
    rate: '阈值学习率',
    accuracyAfter: (epochs) => `${epochs} 轮后的测试准确率，%`,
    nothing: '尚无',
    accuracy: {
      title: '好坏起点的准确率',
      says: '曲线分开之处，初始阈值决定了固定阈值能否学会。',
    },
    learning: {
      title: '各起点的学习过程',
      says: '每轮之后的测试准确率，及其在各种子间的离散。',
      y: '测试准确率，%',
    },
    dead: {
      title: '死神经元',
      says: '一轮中任何样本都没有发放的神经元：它们毫无贡献，固定阈值永远唤不醒它们。',
      y: '从不发放的神经元，%',
    },
    firing: {
      title: '发放率',
      says: '各层神经元多久发放一次：接近 0 则所言甚少，接近 1 则什么也分不清。',
      y: '每神经元每时间步的脉冲数',
    },
    weights: {
      title: '权重的移动',
      says: '一层的权重离起点多远，以其长度的百分比表示。',
      y: '与初始权重的距离，%',
    },
    ablation: {
      title: '阈值的学习率',
      says: '准确率随阈值学习快慢的变化；固定阈值是水平线。',
    },
  },

  exports: {
    title: '带走',
    csv: '每次运行的每一轮',
    json: '均值、差异、区间',
    save: (what) => `保存${what}`,
    whole: '全部运行完成后',
    command: '在别处重复',
    commandSays: '同样的运行，逐位相同，文件和图也相同：',
    noCommand: '命令没有对应的选项：其最低阈值无法随更低的起点变化，或各层不同。',
    needsData: (name) => `需要同样的记录：${name}。`,
    show: '显示命令行',
    kept: '保存在此浏览器中',
    keptSays: (runs) => `${count(runs)} 次运行：下次访问时仍在这里`,
    forget: '忘记',
    copying: {
      copy: (what) => `复制${what}`,
      copied: '已复制。',
      byHand: '用 Ctrl+C 或 ⌘C 复制',
      close: '关闭',
    },
    commandLine: '命令行',
  },

  spoken: {
    running: '实验正在运行。',
    paused: '已暂停。',
    cancelled: '已取消。已完成的运行会保留。',
    done: '全部运行已完成。',
    some: (done, runs) => `${runs} 次运行已完成 ${done} 次。`,
  },
};
