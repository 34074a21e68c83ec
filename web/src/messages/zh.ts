/** 简体中文。Every text of the playground and the lessons in Chinese; see `en.ts`. */
import { html } from 'lit';
import type { Remedy } from '../fields';
import { compact, count, milliseconds, percent } from '../format';
import { scientific } from '../step_arithmetic';
import type { ArmVerdict, Verdict } from '../verdict';
import type { Messages } from './en';
import type { LaterMessages } from './en_later';
import type { LessonMessages } from './en_lessons';

const settings: Messages['settings'] = {
  classes: { label: '类别', says: '网络要区分哪些类别。' },
  perClass: { label: '每类样本数', says: '每个数字使用多少段记录：越少，一轮训练越快。' },
  hidden: {
    label: '隐藏层大小',
    says: '每个隐藏层的神经元数：“512”是一层，“500, 500”是两层；“16c5s2p2”是卷积层。',
  },
  threshold: {
    label: '初始阈值',
    says: '膜电位达到发放阈值时神经元发放脉冲：B 从这个值开始学习每个神经元的阈值，A 保持不变。',
  },
  learningRate: {
    label: '权重学习率',
    says: '每次更新让权重移动多远：太小则慢，太大则无法稳定。',
  },
  thresholdLearningRate: {
    label: '阈值学习率',
    says: '每次更新让 B 的阈值移动多远；A 用不到它。',
  },
  surrogate: {
    label: '替代梯度',
    says: '脉冲没有可用的导数，因此训练时用阈值附近的一条光滑曲线来代替。',
  },
  surrogateWidth: {
    label: '替代梯度宽度',
    short: '宽度',
    says: '神经元离阈值多远时仍能学习：太窄的替代梯度唤不醒远处的神经元。',
  },
  surrogateScale: {
    label: '替代梯度幅度',
    short: '幅度',
    says: '替代梯度有多强，无论离阈值远近。',
  },
  seed: { label: '随机种子', says: '决定一切随机的东西：种子相同，运行就完全相同。' },
  steps: { label: '时间步数', says: '一段记录被切成多少个时间步。' },
  binUs: { label: '步长', says: '一个时间步有多长，以微秒计。' },
  batch: { label: '批大小', says: '每次更新权重和阈值之前看多少个样本。' },
  epochs: { label: '轮数', says: '训练这么多轮后停止；留空则不停。' },
};

const laterSettings: LaterMessages['settings'] = {
  data: { label: '数据', says: '数据从哪里来：数据包的地址；留空则用内置数字。' },
  runA: { label: 'A，固定阈值', says: '训练阈值固定不变的网络。' },
  runB: { label: 'B，可训练阈值', says: '训练同时学习阈值的网络。' },
  part: { label: '数据部分', says: '正在翻看数据的哪一部分。' },
  sample: { label: '样本', says: '显示哪一段记录。' },
  layer: { label: '层', says: '细看哪一层。' },
  zoom: { label: '细致程度', says: '看整个网络、一层、一个神经元，还是其中一步。' },
  neuron: { label: '神经元', says: '细看哪一个神经元。' },
  thresholdMode: {
    label: 'B 的阈值',
    says: 'B 为每个神经元学习一个阈值，为每层学习一个阈值，还是不学习。',
  },
  minimumThreshold: {
    label: '最低阈值',
    says: '训练不会把阈值降到此值以下；起点更低时，它也随之降低。',
  },
  loss: { label: '损失', says: '训练要使之变小的量：衡量答案错得有多远。' },
  shift: {
    label: '随机平移',
    short: '平移',
    says: '把每个训练样本随机平移至多这么多像素，使网络不会死记位置。',
  },
  flip: {
    label: '左右翻转',
    says: '训练样本左右互换的概率；右手与左手、右臂与左臂的手势也随之互换。',
  },
  rotation: {
    label: '随机旋转',
    short: '旋转',
    says: '把每个训练样本绕中心随机旋转至多这么多度。',
  },
  timeScale: {
    label: '随机快慢',
    short: '快慢',
    says: '把每个训练样本随机放慢或加快至多这个比例：0.2 使时间变为 0.8 至 1.2 倍。',
  },
  pool: {
    label: '像素合并',
    short: '像素',
    says: '把文件中记录的这么多乘这么多个像素合成一个；自动则把 128×128 变为 32×32。',
  },
  firstMs: {
    label: '保留时长',
    says: '文件中每段记录从开头起使用多长；留空则全部使用。',
  },
  cores: {
    label: '核心数',
    says: '每个网络使用的处理器核心数：结果的末几位数字取决于这个设定，而与实际有多少核心无关。',
  },
  surrogateFloor: {
    label: '替代梯度下限',
    short: '下限',
    says: '替代梯度的下限，使离阈值很远的神经元也能得到梯度；0 即论文的规则。',
  },
  resetGradient: {
    label: '训练中的复位',
    says: '反向传播是否知道脉冲会终结此前的一切：论文的做法不知道。',
  },
  firingRateStrength: {
    label: '发放率牵引',
    short: '牵引',
    says: '隐藏神经元发放太少时增加损失，把沉默的神经元拉起来；0 表示关闭。',
  },
  firingRateMinimum: {
    label: '最低发放率',
    short: '最低',
    says: '每个时间步的脉冲数低于此值的神经元会被拉起来。',
  },
  firingRateMaximum: {
    label: '最高发放率',
    short: '最高',
    says: '每个时间步的脉冲数高于此值的神经元会被发放率牵引拉下来。',
  },
  gradientThinning: {
    label: '梯度抽稀',
    short: '抽稀',
    says: '隐藏层的梯度大约每这么多个才向下一层传递一个，并加权使均值不变，训练因此更快；1 表示全部传递。',
  },
  learningRateDecay: {
    label: '学习率衰减',
    short: '衰减',
    says: '每一轮之后，所有学习率都乘以此值；1 表示不变。',
  },
  drop: {
    label: '丢弃的事件',
    short: '丢弃',
    says: '每个训练样本中随机丢弃的事件所占的比例，每一轮重新抽取。',
  },
  occupancy: {
    label: '同一步的事件',
    short: '事件',
    says: '一个通道在同一时间步内的多个事件算作一个，还是按个数计。',
  },
  readout: {
    label: '类别得分',
    says: '类别的得分是什么：其输出神经元的脉冲数，还是一个从不发放的神经元的膜电位。',
  },
  currentRetention: {
    label: '电流保留',
    says: '神经元的突触电流从一个时间步到下一步保留的比例。',
  },
  membraneRetention: {
    label: '膜电位保留',
    says: '神经元的膜电位从一个时间步到下一步保留的比例。',
  },
  retentions: {
    label: '保留比例',
    says: '每个神经元各自学习保留多少，还是全部相同。',
  },
  retentionLearningRate: {
    label: '保留比例的学习率',
    short: '学习率',
    says: '每次更新让可训练的保留比例移动多远。',
  },
  recurrence: {
    label: '循环连接',
    says: '一层的脉冲是否在一个时间步之后经由自己的权重回到这一层。',
  },
  adaptation: {
    label: '适应',
    says: '脉冲在神经元中留下什么：更高的阈值，还是一个反向的电流。',
  },
  adaptationStrength: {
    label: '适应强度',
    short: '强度',
    says: '一个脉冲给适应量增加多少。',
  },
  adaptationRetention: {
    label: '适应保留',
    short: '保留',
    says: '适应量从一个时间步到下一步保留的比例。',
  },
  adaptationCoupling: {
    label: '适应耦合',
    short: '耦合',
    says: '每个时间步加到适应量上的膜电位的比例。',
  },
  maximumDelay: {
    label: '最长延迟',
    says: '每个隐藏神经元的脉冲都按各自学到的延迟晚到：最多这么多个时间步，0 表示没有延迟。',
  },
  delayLearningRate: {
    label: '延迟的学习率',
    short: '学习率',
    says: '每次更新让延迟移动多远，以时间步计。',
  },
  eventView: {
    label: '事件视图',
    says: '记录的画法：渐隐的事件、时间表面，或最近事件的计数。',
  },
  camera: {
    label: '摄像头像素',
    short: '像素',
    says: '网络摄像头的传感器有多少像素，之后会像记录那样合并成数据的像素。',
  },
  contrast: {
    label: '对比度阈值',
    says: '像素的对数亮度下降多少才发出 OFF 事件，ON 事件只需上升其四分之三；静止画面闪烁时请调高。',
  },
  slowness: { label: '录像的播放速度', says: '播放记录比实际慢多少倍。' },
  dropout: {
    label: '随机失活',
    says: '训练样本中一个隐藏神经元不被听到的概率：所有隐藏层一个值，或每层各一个。',
  },
};

const presets: Messages['presets'] = {
  good: { label: '良好的起点', says: '合适的阈值：两个网络都能学会，B 通常稍快一些。' },
  fast: { label: '小而快', says: '64 个神经元、一半的时间步：一轮转瞬即过，学到的几乎不少。' },
  best: { label: '最高准确率', says: '小批量加随机平移的样本：较慢，但最后答对的最多。' },
  nmnist: {
    label: 'N-MNIST 记录',
    says: '拖入 N-MNIST 文件：两者在测试文件上的准确率十轮之内超过 90 %，三十轮之内超过 95 %。',
  },
  'nmnist-convolutional': {
    label: 'N-MNIST，卷积',
    says: '用特征图看 N-MNIST 文件：在同样的测试文件上错得更少。',
  },
  shd: { label: '语音数字（SHD）', says: '论文为语音数字设计的网络，用能学会它们的设置。' },
  'shd-recurrent': { label: '循环连接', says: '隐藏层在一个时间步之后也听到自己的脉冲。' },
  'shd-adaptive': { label: '适应', says: '每个脉冲之后，一个电流在一段时间内抵制下一个脉冲。' },
  'shd-delays': {
    label: '带延迟',
    says: '学习脉冲晚到多久、每个神经元保留多少：最适合词语的网络。',
  },
  gestures: { label: '手势', says: '用卷积看手臂如何运动，适合摄像机前的手势。' },
  'gestures-paper': {
    label: '64 个神经元，同论文',
    says: '论文为手势设计的网络，用能学会它们的设置；“像素合并”为 1 时有全部 32768 个输入。',
  },
  'high-40': {
    label: '阈值 40',
    says: '几乎所有神经元都沉默。B 在一轮之内就降低阈值；A 需要很多轮。',
  },
  'high-50': {
    label: '阈值 50',
    says: '全部沉默。B 先唤醒输出神经元，再唤醒隐藏神经元；A 几乎醒不过来。',
  },
  'high-60': {
    label: '阈值 60',
    says: '接近替代梯度所及的边缘：B 要多花几轮，A 永远醒不过来。',
  },
  'low-0.1': {
    label: '阈值 0.1',
    says: '神经元几乎对什么都发放，脉冲携带的信息很少。B 会提高阈值。',
  },
  'low-0.05': {
    label: '阈值 0.05',
    says: '神经元几乎一直在发放：B 提高阈值并学会，A 几乎学不会。',
  },
  'low-0.02': {
    label: '阈值 0.02',
    says: '最糟的情形：对 A 来说每个事件都是脉冲，无从区分各个数字。',
  },
  paper: {
    label: '论文：2312-500-500-10',
    says: '论文的网络和选项，面向 60\u00a0000 段记录：很慢，样本少时学到的不多。',
  },
};

function remedy(wrong: Remedy): string {
  switch (wrong.kind) {
    case 'number': {
      const kind = wrong.whole ? '整数' : '数';
      return `请填写 ${wrong.minimum} 到 ${wrong.maximum} 之间的${kind}，例如 ${wrong.example}。`;
    }
    case 'limit':
    case 'fitting': {
      const empty = wrong.kind === 'limit' ? '全部' : '采用适合数据的值';
      return `请填写 ${wrong.minimum} 到 ${wrong.maximum} 之间的整数，留空表示${empty}。`;
    }
    case 'choice':
      return `请从 ${wrong.choices.join('、')} 中选择一个。`;
    case 'switch':
      return '请填写 1（开）或 0（关）。';
    case 'address':
      return '请填写以 https:// 开头的地址，或与本页同处的地址。';
    case 'origin':
      return '请填写一个来源，例如“https://example.org”。';
    case 'laboratory':
      return '请填写本页中另一个 <rouse-lab> 的 id。';
    case 'names':
      return `“${wrong.unknown}”不属于 ${wrong.names.join('、')}。`;
    case 'parts':
      return `“${wrong.unknown}”既不是区域（${wrong.names.join('、')}），也不是其中的部分；各部分列在 docs/embedding.md 中。`;
    case 'sizes':
      return `请为至多 ${wrong.most} 个隐藏层各填写一个 ${wrong.minimum} 到 ${wrong.maximum} 之间的大小，例如 512 或 500, 500；卷积层写作 16c5s2p2。`;
    case 'classes':
      return `请填写要保留的类别（${wrong.minimum} 到 ${wrong.maximum}），例如“0,1,2”，留空表示全部。`;
  }
}

/** 第一、第二和第三 */
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}和${words.at(-1)}`;

export const zh: Messages = {
  top: {
    intro: html`两个脉冲神经网络并排学习同一批事件数据：<b class="a">A</b> 的发放阈值固定不变，<b class="b">B</b>
      在训练权重的同时也训练阈值。`,
    keys: '快捷键',
    lessons: '课程：简短，配有可动手的图',
    measureSpeed: '速度：在此测量',
    theme: '浅色或深色',
    useLight: '使用浅色',
    useDark: '使用深色',
    language: '语言',
    dropHere: '将 N-MNIST、SHD 或 DVS128 文件、文件夹、数据包或声音拖放到此处',
    experiments: '实验',
    export: '导出',
    share: '分享',
    dismiss: '关闭提示',
    data: '数据',
    network: '网络',
    learning: '学习',
  },

  data: {
    title: '数据',
    tipAbout: '事件',
    tip: html`事件相机没有帧。像素变亮（ON）或变暗（OFF）时就发出一个事件。相机在每个数字上做三次微小的跳动；播放速度放慢到十分之一。`,
    pause: '暂停播放',
    play: '播放记录',
    time: '记录中的时间',
    part: '数据的哪一部分',
    parts: { test: '测试', train: '训练', unlabelled: '文件' },
    draw: '手写',
    drawSays: '自己写一个数字，看看网络把它认作什么',
    place: (shown, size) => `第 ${count(shown)}/${count(size)} 个`,
    previous: '上一个样本',
    next: '下一个样本',
    builtin: '内置数字',
    sizes: (train, test) => `${count(train)} 个训练样本，${count(test)} 个测试样本`,
    heldOut: (share) => `（每类留出 ${percent(share, 0)} 用于测试）`,
    reading: (what, percent, secondsLeft) =>
      `正在读取 ${what}：${percent} %${secondsLeft > 0 ? `，大约还需 ${secondsLeft} 秒` : ''}`,
    readingLabel: '正在读取数据',
    cancel: '取消',
    cancelled: (what) => `已取消读取 ${what}。`,
    dropOrChoose: '把您自己的 N-MNIST、SHD、DVS128 文件或数据包拖放到任意位置，或选择：',
    files: '文件',
    filesSay: '您自己的记录、压缩包、数据包或声音；什么都不会上传',
    folder: '文件夹',
    folderSays: '一个存放记录的文件夹，连同其中的子文件夹',
    useBuiltin: '内置',
    builtinSays: '在本页内绘制并由事件相机拍摄的数字',
    words: '语音数字',
    wordsSay: '在本页内说出、并由耳蜗听到的二十个词',
    gestures: '手势',
    gesturesSay: '事件相机前一个人形做的十一种手势，在本页内生成',
    goesOn: '实验继续使用原来的数据。',
    dismiss: '关闭',
    classes: '类别',
    all: '全部',
    events: (events, duration) => `${count(events)} 个事件，历时 ${duration}`,
    noRecording: '还没有记录。',
    recording: (label, events, on, duration) =>
      `类别 ${label} 的记录：${count(events)} 个事件，其中 ON ${count(on)} 个、OFF ${count(events - on)} 个，历时 ${duration}。`,
  },

  className: (name) => {
    const gestures: Readonly<Record<string, string>> = {
      'hand clapping': '拍手',
      'right hand wave': '挥右手',
      'left hand wave': '挥左手',
      'right arm clockwise': '右臂顺时针',
      'right arm counter-clockwise': '右臂逆时针',
      'left arm clockwise': '左臂顺时针',
      'left arm counter-clockwise': '左臂逆时针',
      'arm roll': '双臂绕圈',
      'air drums': '空气鼓',
      'air guitar': '空气吉他',
      'other gestures': '其他手势',
    };
    return gestures[name] ?? name;
  },

  activity: {
    detail: '查看的细致程度',
    zooms: { network: '网络', layer: '层', neuron: '神经元', step: '单步' },
    zoomsSay: {
      network: '两个网络：此刻的事件与正在发放的神经元；点击一层可以细看',
      layer: '一层：脉冲、发放率、阈值与死神经元',
      neuron: '一个神经元：权重、膜电位、阈值与梯度',
      step: '一个神经元的一步，附实际数值',
    },
    rasterHint: '每个脉冲一个标记，时间向右：点击一行看该神经元，点击这里看整层',
    whichLayer: '层',
    whichNeuron: (most) => `神经元，0 到 ${most}`,
    slowness: '录像的播放速度',
    slownessSays: '记录播放得多快，与训练无关',
    slower: (times) => (times === 1 ? '原速' : `慢 ${times} 倍`),
    fixed: '固定',
    trainable: '可训练',
    thresholds: '阈值',
    save: (arm) => `保存 ${arm} 的模型`,
    notSaved: (why) => `模型未能保存：${why}`,
    run: (arm) => `运行实验 ${arm}`,
    on: '启用',
    doesNotFit: (why) => `所示样本与此网络不符：${why} 重置后会构建相符的网络。`,
    nothingYet: (title) => `${title}：尚无内容。`,

    layerTitle(layer, layers, neurons) {
      const name = layerName(layer, layers);
      return neurons === undefined ? name : `${name}，${neurons}`;
    },
    flowTitle: (arm) => `录像此刻的网络 ${arm}`,
    spikes: '脉冲数',
    potentials: '膜电位',
    memory: ({ recurrence = 'none', adaptation, retentions, maximum_delay = 0 }) =>
      [
        ...(recurrence === 'none' ? [] : ['它有循环连接。']),
        ...((adaptation?.kind ?? 'none') === 'none' ? [] : ['它的神经元会适应。']),
        ...(retentions === 'per_neuron' ? ['它们学习自己的保留比例。'] : []),
        ...(maximum_delay > 0 ? [`它最多晚 ${maximum_delay} 步听到。`] : []),
      ].join(''),
    layerShort: ({ neurons, dead, silent, rate }) =>
      (dead === undefined ? `${percent(silent / neurons, 0)} 静默` : `${count(dead)} 个死神经元`) +
      `，发放率 ${percent(rate)}`,
    layerSays: (name, { neurons, dead, silent, rate }) =>
      `${name}：${count(neurons)} 个神经元，` +
      (dead === undefined ? '' : `${count(dead)} 个死神经元，`) +
      `${count(silent)} 个对此样本静默，平均发放率 ${percent(rate)}。`,
    answerShort: (says, right) =>
      right === null
        ? `答 ${says ?? '–'}`
        : says === right
          ? `答 ${says}，正确`
          : `答 ${says ?? '–'}，应为 ${right}`,
    answerSays: (says, right) =>
      `${says === null ? '网络没有回答' : `网络答 ${says}`}${right === null ? '' : `，正确答案是 ${right}`}。`,
    rasterTitle: (arm, layer) => `实验 ${arm} 的${layer}脉冲栅格`,
    rasterSays: (title, spikes, silent, neurons) =>
      `${title}：${count(spikes)} 个脉冲，${neurons} 个神经元中有 ${silent} 个` +
      `（${percent(silent / neurons, 0)}）对此样本静默。`,
  },

  verdict: {
    empty: '一轮之后，A 与 B 的比较会显示在这里。',
  },

  words: {
    list,
    layer: layerName,
    close: '关闭',
  },

  settings,
  presets,

  fields: {
    remedy,
    addressProblem: (problem) => {
      if (problem.kind === 'unknown') return `地址中有未知的设置“${problem.key}”，已忽略。`;
      const why = problem.remedy ? remedy(problem.remedy) : '其中的百分号请写作“%25”。';
      if (problem.kind === 'attribute') {
        return `属性 ${problem.name}="${problem.value}" 已忽略。${why}`;
      }
      return `地址中的“${problem.part}”已忽略。${why}`;
    },
  },

  tip: {
    about: (what) => `这是什么：${what}？`,
    more: '详细',
    less: '收起',
    loading: '正在加载',
    failed: '无法加载说明。请检查网络连接，然后再按“详细”。',
  },

  keys: {
    title: '快捷键',
    space: '空格',
    toggle: '播放或暂停训练',
    batch: '训练一批',
    epoch: '训练到本轮结束',
    reset: '重置：重新构建两个网络',
    play: '播放或暂停记录',
    samples: '上一个或下一个样本',
    zoom: '看得更近：网络、层、神经元、单步；或退回',
    bins: '后退或前进一个时间步',
    keys: '显示此列表',
    introduction: '再看一遍入门介绍',
  },

  transport: {
    name: '训练',
    play: '播放',
    pause: '暂停',
    toggleSays: '训练两个网络，或让它们暂停（空格）',
    batch: '一批',
    batchSays: '训练一批（b）',
    stepBatch: '前进一批',
    epoch: '一轮',
    epochSays: '训练到本轮结束（e）',
    stepEpoch: '前进一轮',
    reset: '重置',
    resetSays: '重新构建两个网络（r）',
    preset: '预设',
    presetSays: '各种起点，从良好的到阈值过高或过低的。',
    ownSettings: '自定义设置',
    ownSettingsSay: '您自己的设置；网址会保存它们。',
    nothingOn: '请打开 A 或 B 以训练',
    starting: '网络就绪后立即开始',
    preparingData: '正在准备数据',
    building: '正在构建网络',
    testingUntrained: '正在测试未训练的网络',
    ready: '就绪',
    testing: '测试中',
    epochDone: '已完成',
    batchOf: (batch, batches) => `第 ${batch} 批，共 ${batches} 批`,
    at: (running, epoch, where) => `${running ? '训练中' : '已暂停'}，第 ${epoch} 轮，${where}`,
    toGo: (seconds: number) =>
      seconds < 100 ? `，还需 ${seconds} 秒` : `，还需 ${Math.round(seconds / 60)} 分钟`,
    testAccuracy: '测试准确率',
    pace: (accuracy, samples) => `训练 ${accuracy}，${samples}/秒`,
    scoreSays: '最近一轮之后的测试准确率',
    off: '已关闭',
  },

  network: {
    title: '网络',
    thresholds: '阈值',
    advanced: '高级',
    memory: '记忆',
    energy: '能量',
    says: {
      thresholds: '阈值从哪里开始、如何训练，替代梯度能影响到谁',
      memory: '神经元记住什么：保留系数、循环、适应、延迟、随机失活',
      advanced: '损失、读出、梯度抽稀、核心数，以及样本如何变化',
      energy: '一个样本需要多少脉冲和加法，与稠密网络相比',
    },
    surrogates: {
      exponential: '指数',
      fast_sigmoid: '快速 sigmoid',
      arctan: '反正切',
      triangular: '三角形',
      boxcar: '矩形',
    },
    newData: '新数据',
    others: (count) => `另外 ${count} 项`,
    pending: (what) => `重置后生效：${list(what)}。`,
    apply: '应用并重置',
    stopped: (arm, why) => `实验 ${arm} 已停止：${why} 请按“重置”重新构建。`,
  },

  learning: {
    title: '学习',
    legend: '实线：测试，虚线：训练，淡色：最近几批',
    accuracy: '各轮准确率',
    accuracySays: '每一轮之后，网络答对的样本所占的比例。',
    accuracyEmpty: '按下播放：每一轮之后，A 和 B 的测试准确率会显示在这里。',
    test: (arm) => `${arm} 测试`,
    loss: '损失',
    lossOver: '各轮损失',
    lossSays: '答案错得有多远；训练沿着它的坡度下降。',
    lossEmpty: '学习时下降',
    dead: '死神经元',
    deadOver: '各轮死神经元比例',
    deadSays:
      '在一轮的所有样本中都没有发放过的神经元，在这一轮是死的；每条线是一层：A1 是 A 的第一层。',
    deadEmpty: '从不发放的神经元比例',
    nothingYet: '尚无数据',
    thresholds: '阈值',
    thresholdsSay: '这一层有多少神经元取哪个阈值：A 的停在一处，B 的散开。',
    histogram: '阈值直方图',
    histogramOf: (layer) => `${layer}的阈值直方图`,
    spread: (arm, mean, low, high) => `${arm} 平均 ${mean}，从 ${low} 到 ${high}`,
    confusion: '混淆矩阵',
    confusionSays: '哪些数字被当成了哪些：行是正确类别，列是网络的回答，对角线上是答对的。',
    confusionOf: '混淆矩阵属于',
    confusionTable: (arm) => `实验 ${arm} 的混淆矩阵：行是正确类别，列是回答`,
  },

  explanations: async () => (await import('../explanations/zh')).explanations,
  spoken: {
    training: '正在训练。',
    paused: '已暂停。',
    ready: '可以开始训练。',
    accuracy: (parts) => `测试准确率：${parts.join('，')}。`,
    after: (arm, share, epoch) => `第 ${epoch} 轮后 ${arm} 为 ${share}`,
  },
};

export const zhLater: LaterMessages = {
  settings: laterSettings,
  energy: {
    title: '一个样本的运算与能量',
    none: '第一轮结束后，这里会列出其样本的运算量。',
    layer: '层',
    spikes: '脉冲',
    additions: '加法',
    dense: '按稠密方式计算',
    multiplyAccumulates: '乘加',
    total: '所有层',
    note: (addition, multiplyAccumulate) =>
      `最近一轮样本的平均值。脉冲遇到一个权重就做一次加法：${addition} pJ；稠密网络每个权重做一次乘加：${multiplyAccumulate} pJ。数值取自 45 nm 工艺的 32 位浮点数（Horowitz，ISSCC 2014），不含存储与神经元：这是估计，不是测量。`,
  },
  memory: {
    halves: (current, potential) =>
      `电流经过 ${milliseconds(current)} 剩下一半，膜电位经过 ${milliseconds(potential)} 剩下一半。`,
    adapts: (adaptation) => `适应量经过 ${milliseconds(adaptation)} 减半。`,
    delays: (longest) => `隐藏神经元的脉冲最多晚到 ${milliseconds(longest)}。`,
  },
  choices: {
    resets: { paper: '不考虑（论文）', masked: '屏蔽' },
    losses: { rate_mse: '发放率平方误差', cross_entropy: '交叉熵' },
    occupancies: { binary: '算作一个', counts: '按个数计' },
    readouts: { spikes: '脉冲数', maximum_potential: '最高膜电位', mean_potential: '平均膜电位' },
    retentions: { fixed: '全部相同', per_neuron: '每个神经元学习' },
    recurrences: { none: '无', all: '每个到每个', others: '到除自己外的所有' },
    eventViews: { trail: '渐隐的事件', surface: '时间表面', counts: '计数' },
    adaptations: { none: '无', threshold: '提高阈值', current: '反向电流' },
  },
  drawing: {
    title: '手写一个数字',
    tipAbout: '手写板',
    tip: html`相机在您的笔迹上做三次微小的跳动，与录制数据时相同。它发出的事件显示在上方，并送入两个网络；网络不会用它训练。`,
    pad: (strokes) => `手写板，${count(strokes)} 笔`,
    hint: '在这里写一个数字，或按下面的数字请人代写。',
    keys: '方向键移动笔，空格键落笔或提笔，退格键撤销，Delete 键清空，0 到 9 代写一个数字。',
    penDown: '落笔',
    penUp: '提笔',
    undo: '撤销',
    clear: '清空',
    write: '代写一个数字',
    writeOne: (digit) => `代写一个 ${digit}`,
    sees: (arm) => `${arm} 看成`,
    says: (arm, digit) => (digit === null ? `${arm} 没有回答。` : `${arm} 看成 ${digit}。`),
    scoresOf: (arm, scores) =>
      `${arm} 给各类别的得分：${scores.map((n, digit) => `${digit} 为 ${compact(n)}`).join('，')}。`,
    untrained: '网络还没有训练：按“播放”，看答案如何变对。',
    silent: '没有一个输出神经元发放脉冲，就没有答案。',
    taught: (classes) => `网络只学过 ${classes.join('、')}：其他数字会被认作其中之一。`,
    otherSensor: (width, height) =>
      `这些数据来自 ${width} × ${height} 像素的传感器，而拍摄手写数字的相机有 34 × 34 像素。载入 N-MNIST 或内置数字即可手写。`,
    failed: (why) => `相机未能看到笔迹：${why}`,
  },
  verdict: {
    says: (verdict: Verdict): string => `${learned(verdict)}${dead(verdict.arms)}`,
  },
  notes: {
    unlabelled: (files) =>
      `${count(files)} 个文件不在以数字命名的文件夹中：只显示和分类，不参与训练。`,
    remarks: (remarks) => `关于文件的 ${count(remarks)} 条说明`,
  },
  events: {
    surface: (reach) => `以时间表面显示：像素最近的事件越晚，颜色越浓；${reach} 之后约剩三分之一。`,
    counts: (reach) => `显示每个像素最近 ${reach} 内的事件数。`,
  },
  camera: {
    title: '摄像头',
    tipAbout: '摄像头',
    tip: html`以事件相机的方式看您的网络摄像头：像素变亮一定比例时发出 ON
      事件，变暗时发出 OFF 事件。不动的东西什么也不发出。两个网络每秒数次查看最新的事件；它们不用这些事件训练。`,
    hint: html`按下开始，后退到双臂都在画面中，然后挥手。<br /><br />视频在本机上变成事件，不会保存，也绝不会离开此页面。`,
    start: { short: '开启', all: '开启摄像头' },
    stop: { short: '关闭', all: '关闭摄像头' },
    hold: '定格',
    follow: '继续',
    held: '已定格：可播放或拖动上方的记录。按“继续”后摄像头接着工作。',
    mirror:
      '此画面是镜像。网络看到的您与别人看到的相同，与记录中的人一样：您的右手在上方画面的左侧。',
    picture: (size) =>
      size === 0 ? '摄像头的事件，摄像头已关闭' : `实时的摄像头事件，${size} × ${size} 像素，镜像`,
    rates: (frames, events) => `${frames} 帧/秒，${events} 事件/秒`,
    says: (arm, gesture) =>
      gesture === null ? `${arm} 没有回答。` : `${arm} 看到的是${gesture}。`,
    scoresOf: (arm, scores) =>
      `${arm} 给各类别的分数：${scores.map(([name, n]) => `${name}：${compact(n)}`).join('，')}。`,
    troubles: {
      refused: () =>
        '摄像头被拒绝。请在浏览器地址栏中允许此页面使用，再按开始。若在框架内，外层页面也须允许：allow="camera"。',
      absent: () => '没有找到摄像头。请连接摄像头，再按开始。',
      inUse: () => '无法读取摄像头：可能有其他程序正在使用。请关闭该程序，再按开始。',
      insecure: () => '浏览器只允许通过 https 或来自本机的页面使用摄像头。请以这种方式打开页面。',
      unplugged: () => '摄像头不见了：被拔出或被收回。请重新连接，再按开始。',
      hidden: () => '页面隐藏时摄像头已关闭。按开始即可继续。',
      failed: (why) => `无法使用摄像头：${why}`,
    },
  },
  hearing: {
    tip: html`耳蜗把声音分成许多通道，从最高的音（通道 0）到最低的音。通道听到自己的音时就发出事件。您看到的是放慢十倍的一个词。`,
    suits: (preset) => `预设“${preset}”更适合这些记录。`,
    choose: '使用它',
    listen: '听声音',
    stop: '停止播放',
    noSound: (why) => `无法播放声音：${why}`,
    microphone: '麦克风',
    noMicrophone: (why) => `无法使用麦克风：${why}`,
    sayADigit: '请用英语或德语说一个数字。',
    hears: (arm, word) => `${arm} 听到的是 ${word}。`,
    nothing: '无',
    channel: '通道',
    noDrawing: '这些数据来自耳蜗，它看不见图画。要画数字，请载入 N-MNIST 或内置数字。',
    channelIs: (channel) => `通道 ${channel}`,
    recording: (label, events, active, channels, duration) =>
      `类别 ${label} 的记录：${duration} 内共 ${count(events)} 个事件，分布在 ${count(channels)} 个通道中的 ${count(active)} 个。`,
  },
  thresholds: {
    modes: {
      per_neuron: '每个神经元一个',
      per_layer: '每层一个',
      per_channel: '每个通道一个',
      fixed: '固定，与 A 相同',
    },
    apart: '各层分别设置',
    figure: (layer) => `${layer}膜电位的峰值。`,
    grips: {
      threshold: (layer) => `${layer}的初始阈值`,
      width: (layer) => `${layer}的替代梯度宽度`,
      minimum: (layer) => `${layer}的最低阈值`,
    },
    reaches({ fires, reached, beyond }) {
      const all = fires + reached + beyond;
      if (beyond === all) return `全部 ${count(all)} 个神经元都离阈值太远。`;
      const which = beyond === 0 ? '全部' : ` ${count(fires + reached)} 个`;
      const far = beyond === 0 ? '' : `；${count(beyond)} 个离阈值太远`;
      return `替代梯度到达 ${count(all)} 个神经元中的${which}（${count(fires)} 个发放）${far}。`;
    },
    axis: '膜电位峰值',
    gradient: '得到梯度',
    none: '得不到梯度',
    now: '当前的阈值',
    reach: '到达范围',
    reachSays:
      '每个神经元位于它对所示样本的膜电位峰值处：沉默的神经元只有在阈值周围的替代梯度在此处仍有值时才能学习。',
  },
  introduction: {
    skip: '跳过介绍',
    back: '上一步',
    next: '下一步',
    done: '完成',
    place: (step, steps) => `第 ${step} 步，共 ${steps} 步`,
    threshold: '阈值 θ',
    silent: '它的膜电位始终低于阈值：它是静默的。下一步可以把阈值降低。',
    spikes: (spikes) => (spikes === 0 ? '静默' : `${count(spikes)} 个脉冲`),
    figure: (neuron, threshold, spikes) =>
      `神经元 ${neuron} 在阈值 ${compact(threshold)} 下的膜电位：${count(spikes)} 个脉冲。`,
    steps: {
      spike: {
        title: '什么是脉冲',
        says: html`<p>
          神经元把输入送来的信号累加起来。这个和就是膜电位，没有新的输入时会逐渐泄漏。膜电位达到阈值
          <i>θ</i> 时，神经元发放一个脉冲，然后从 0 重新开始。下面就是其中一个真实的神经元。
        </p>`,
      },
      threshold: {
        title: '阈值的作用',
        says: html`<p>
          拖动试试。阈值低，神经元几乎对什么都发放；太高，它就从不发放：始终静默的神经元是死神经元。所有阈值都从这个值开始，<b
            class="a"
            >A</b
          >
          保持不变，<b class="b">B</b> 让每个神经元学习自己的阈值。
        </p>`,
      },
      play: {
        title: '按下播放',
        says: html`<p>
          两个网络随即用同样的记录开始训练。<span class="keys">空格键也可以播放和暂停。</span>
        </p>`,
      },
      watch: {
        title: '看它们学习',
        says: html`<p>
          每一轮之后，<b class="a">A</b> 和 <b class="b">B</b>
          的准确率和死神经元会画在这里。接着可以选择预设“阈值 50”：所有神经元都会沉默，然后 B
          唤醒自己的神经元。
        </p>`,
      },
    },
  },
  presetMenu: {
    title: '预设',
    groups: {
      start: '从这里开始',
      words: '语音数字',
      motion: '手势',
      published: '论文设置',
      high: '阈值过高：神经元沉默',
      low: '阈值过低：神经元不停发放',
    },
    legend: html`十个轮次的真实运行，<b class="a">A</b> 为虚线，<b class="b">B</b> 为实线：左边是测试准确率，右边是死神经元的比例，都从
      0 到 100 %。“N-MNIST 记录”、语音数字和手势的各项用的是这类记录，其余用的是内置数字。`,
  },
  closer: {
    layerInWords: ({ neurons, dead, silent, rate }, epoch) =>
      html`${
        dead === undefined || epoch === undefined
          ? ''
          : html`<b class=${dead > 0 ? 'dead' : ''}>${count(neurons)} 个中有 ${count(dead)} 个死神经元</b>（${
              epoch === 0 ? '在测试样本中' : `在第 ${epoch} 轮训练中`
            }从未发放）。`
      }此样本中 ${count(silent)} 个静默，平均发放率 ${percent(rate)}。`,
    barsTitle: (arm) => `实验 ${arm} 的阈值`,
    barsAre: '虚线：初始值',
    neuronSays: (neuron, threshold, spikes) =>
      `神经元 ${neuron}：阈值 ${threshold}，${spikes} 个脉冲`,
    dead: '上一轮中为死神经元',
    mapsTitle: (arm) => `实验 ${arm} 的特征图`,
    channelSays: (channel, spikes, threshold) =>
      `通道 ${channel}：${spikes} 个脉冲，阈值 ${threshold}。`,
    mapsOrRaster: '显示',
    featureMaps: '卷积核与特征图',
    spikeRaster: '随时间的脉冲',
    deadSign: html`<b class="dead" aria-hidden="true">×</b> 上一轮中的死神经元`,
    sortedBy: '排序依据',
    orders: { neuron: '神经元', threshold: '阈值', rate: '发放率' },

    weights: '输入权重',
    weightsTip: '每个像素是一个输入的权重：那里的一个脉冲使膜电位升高或降低这么多。',
    potentialTip: '输入使膜电位升高，时间使它泄漏；达到阈值时神经元发放脉冲，然后重新开始。',
    surrogateTip: '此刻的误差有多少传到这个神经元：在阈值处最多，离得越远越少。',
    thresholdsTip: '每一条是一个神经元的阈值，膜电位达到它才会发放；死亡的神经元有标记。',
    weightsTitle: (arm) => `输入权重，实验 ${arm}`,
    weightsSay: (title, inputs, low, high) =>
      `${title}：${count(inputs)} 个输入，从 ${compact(low)} 到 ${compact(high)}。`,
    recurrentSay: (inputs, low, high) =>
      `来自本层 ${count(inputs)} 个神经元的权重，从 ${compact(low)} 到 ${compact(high)}。`,
    delaysSay: (inputs, low, high) =>
      `${count(inputs)} 个输入的延迟，从 ${compact(low)} 到 ${compact(high)} 步。`,
    layerBefore: '前一层',
    ownLayer: '本层',
    sameLayer: '本层',
    delaysTo: (longest) => `延迟，最多 ${longest}`,
    readByPotential: '这些神经元从不发放：各自的膜电位就是其类别的得分，阈值不起作用。',
    adaptation: '适应',
    itsThreshold: '它的阈值',
    potential: '膜电位',
    potentialKey: '细线：突触电流',
    potentialAndAdaptationKey: '细线：电流，点线：适应量',
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
      return html`梯度 <b>${scientific(gradient)}</b> ${does}${fixed ? '它保持固定。' : ''}`;
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
  embed: {
    training: '训练',
    play: '开始',
    pause: '暂停',
    epoch: '训练一轮',
    reset: '重置',
    trains: (epoch) => `正在训练，第 ${epoch} 轮`,
    rests: (epoch) => `已暂停，第 ${epoch} 轮`,
    prepares: '正在准备',
    ready: '就绪',
    testAccuracy: '最近一轮后的测试准确率',
    figure: '图表',
    secondFigure: '第二个图表',
    empty: '按“播放”',
    figures: {
      accuracy: '准确率',
      rasters: '脉冲栅格',
      recording: '记录',
      dead: '死神经元',
      loss: '损失',
      thresholds: '发放阈值',
      confusion: '混淆矩阵',
      network: '设置',
      threshold_editor: '阈值编辑器',
      drawing: '手写数字',
    },
  },
  exports: {
    title: '导出',
    files: '文件',
    save: (what: string) => `保存${what}`,
    failed: (why: string) => `无法保存：${why}`,
    model: '模型',
    modelSays: '权重和阈值，safetensors 格式',
    checkpoint: '检查点',
    checkpointSays: '可在此或用 rouse train --resume 继续',
    open: '打开…',
    noCheckpoint: (file: string) =>
      `${file} 不是检查点；请选择在此处或由 rouse train --checkpoint 保存的文件。`,
    notOpened: (why: string) => `无法打开：${why}`,
    opened: '这次训练是从文件打开的：如果之前改过学习率，就无法完全重现。',
    metrics: '指标',
    metricsSays: 'A 与 B 每轮一行，包含各层数据',
    lines: 'JSON 行',
    linesSay: '与 rouse train --json 的输出相同',
    settings: '设置',
    settingsSay: '完整的设置表、两个网络及其选项',
    figuresAre: '图',
    figure: '选择图',
    colours: '颜色',
    light: '浅色，适合印刷',
    pageColours: '与页面一致',
    arm: (arm, fixed) => `${arm.toUpperCase()}，${fixed ? '固定' : '可训练'}阈值`,
    test: '测试',
    train: '训练',
    epoch: '轮',
    answer: '回答',
    right: '正确',
    figures: {
      accuracy: '准确率',
      loss: '损失',
      dead: '死神经元比例',
      confusion: '混淆矩阵',
    },
    thresholdsOf: (layer: string) => `阈值，${layer}`,
    spikesOf: (layer: string, label: string, recording: string) =>
      `${layer}的脉冲栅格，类别 ${label}（${recording}）`,
    potentialOf: (neuron: number, layer: string) => `膜电位，${layer}神经元 ${neuron}`,
    thresholdOf: (neuron: number, layer: string) => `训练中的阈值，${layer}神经元 ${neuron}`,
    repeat: '重现这次训练',
    whose: '重现哪个实验',
    command: '命令行',
    commandLine: '命令行',
    repeats: (epochs: number, trained: boolean) =>
      trained
        ? `在任何机器上，两者都能逐位重现这次训练的 ${epochs} 轮。`
        : `尚未训练；两者都给出前 ${epochs} 轮，逐位一致。`,
    ratesChanged: (times: number) =>
      `训练途中学习率改过 ${times} 次，因此无法完全重现：两者都使用开始时的学习率。设置文件记录了在哪一步改成了什么。`,
    noCommand: '各层的设置不同，命令行无法表达；JavaScript 可以。',
    needsData: (name: string) => `需要同样的数据：请把 ${name} 放到它们读取的位置。`,
    copy: (what: string) => `复制${what}`,
    copied: '已复制。',
    byHand: '请按 Ctrl+C 或 ⌘C 复制',
    close: '关闭',
  },
  goOn: {
    title: '上次的训练',
    says: (arms: readonly string[], when: string) =>
      `从上次停下的地方继续：${arms.join('；')}，${when}。`,
    arm: (arm: string, epoch: number, accuracy: number) =>
      `${arm} 第 ${epoch} 轮${accuracy < 0 ? '' : `，${percent(accuracy)}`}`,
    needs: (name: string) => `需要当时的数据：请先选择或拖入 ${name}。`,
    goOn: '继续',
    dismiss: '不再提示',
    failed: (why: string) => `无法继续上次的训练：${why}`,
    dataGone: '当时的数据已不在此处。',
  },
  kept: {
    title: '保存在本设备上',
    holds: (recordings, size) => `${count(recordings)} 段记录，${size}`,
    inUse: '使用中',
    load: (name) => `载入 ${name}`,
    remove: (name) => `移除 ${name}`,
    reallyRemove: (size) => `移除并释放 ${size}？`,
    removeAll: '全部移除',
    reallyRemoveAll: (sets, size) => `移除全部 ${count(sets)} 个并释放 ${size}？`,
    confirm: '移除',
    refuse: '保留',
    notRemoved: '无法移除，可能正被另一个标签页使用。',
    keeping: '正在保存到本设备，供下次使用。',
    troubles: {
      full: '本设备没有空间保存这些数据。重新加载页面后请再次选择。',
      impossible: '此浏览器不在这里保存数据。重新加载页面后请再次选择。',
    },
    reused: '读自本设备，没有重新下载。',
    afresh: '重新下载',
  },
  share: {
    title: '分享此实验',
    close: '关闭',
    says: '三种方式都能逐位重复此实验，包括随机种子。',
    link: '链接',
    frame: '框架',
    element: '元素',
    linkSays: '以当前设置打开完整页面。',
    frameSays: '适用于任何网页、课程平台或笔记本的 iframe。',
    elementSays: '用于您自己的网页：可用脚本控制，并沿用您的配色。',
    copy: (what) => `复制${what}`,
    copied: '已复制。',
    byHand: '请按 Ctrl+C 或 ⌘C 复制',
    show: '显示内容',
    size: '尺寸',
    width: '宽',
    height: '高',
    sizeSays: (width, height) => `小于 ${width} × ${height} 时，只显示选定的图，而不是全部内容。`,
    autoplay: '进入视野后自动训练',
    pinned: (version) => `固定为版本 ${version}。`,
    here: (version) => `版本 ${version}，取自您当前阅读的地址：页面更新时它也会更新。`,
    ownData: '您自己的文件只保留在本设备上：其他人看到的是内置数字。',
    rooms: {
      header: '页眉',
      transport: '播放、单步与准确率',
      data: '数据',
      network: '设置',
      activity: '活动',
      learning: '学习',
    },
  },
};

export const zhLessons: LessonMessages = {
  frame: {
    lessons: '课程',
    laboratory: '实验室',
    language: '语言',
    useLight: '使用浅色',
    useDark: '使用深色',
    number: (number) => `第 ${number} 课，五分钟`,
    next: (title) => `下一课：${title}`,
    toLaboratory: '前往实验室',
    done: '已完成',
    failed: '无法加载这一课。请检查网络连接，然后刷新页面。',
    doneOf: (done, all) => `已完成 ${done}/${all}`,
  },
  question: {
    answer: '你的答案',
    check: '检查',
    right: '正确。',
    wrong: '还不对。在图上试一试，再看一遍。',
    noNumber: '请写一个数，例如 0.5。',
    early: '请先训练：答案在你自己的训练结果里。',
  },
  task: { done: '完成：', open: '试一试：' },
  figure: {
    pulses: '输入脉冲',
    current: '电流 i',
    potential: '膜电位 v',
    spikes: '输出脉冲',
    track: '输入脉冲：方向键移动，空格键设置或取消',
    stepSays: (step, pulse) => `第 ${step} 步，${pulse ? '有脉冲' : '无脉冲'}`,
    hint: '点击第一行设置或取消一个脉冲。',
    clear: '清除脉冲',
    settings: {
      weight: '权重 w',
      currentRetention: html`电流保留 <i>r<sub>i</sub></i>`,
      membraneRetention: html`电位保留 <i>r<sub>v</sub></i>`,
      threshold: '阈值 θ',
    },
    says: (pulses, spikes, peak) =>
      `输入 ${pulses.length} 个脉冲，在第 ${pulses.join('、') || '–'} 步；膜电位最高 ${compact(peak)}；` +
      `输出 ${spikes.length} 个脉冲${spikes.length > 0 ? `，在第 ${spikes.join('、')} 步` : ''}。`,
    step: (step) => html`第 ${step} 步：`,
    outcome: (potential, threshold, fires) =>
      fires
        ? html`${potential} ≥ ${threshold}：<b>发放</b>，膜电位从 0 重新开始。`
        : html`${potential} &lt; ${threshold}：保持静默。`,
  },
  surrogateFigure: {
    stairsTitle: '每个权重下的脉冲数',
    bellTitle: '膜电位上的替代梯度',
    weight: '权重 w',
    potential: '膜电位 v',
    width: '替代梯度的宽度',
    learn: '学习一步',
    again: '重新开始',
    stairsSay: (weight, spikes) =>
      `一条阶梯：脉冲数随权重变化。权重为 ${weight} 时，神经元发放 ${spikes} 次。`,
    bellSays: (width, peak) => `替代梯度在阈值两侧各延伸 ${width}；膜电位最高为 ${peak}。`,
    says: (spikes, wanted, peak, threshold, gradient) =>
      html`发放 <b>${spikes}</b> 次，目标 ${wanted} 次；膜电位最高 ${peak}，阈值
        ${threshold}。权重的替代梯度为 <b>${gradient}</b>。`,
  },
  reachFigure: {
    title: '膜电位上的替代梯度，按十的幂次',
    potential: '膜电位 v',
    plotSays: (threshold, rest) =>
      `按十的幂次画出的替代梯度：形如帐篷，顶点在阈值 ${threshold} 处；膜电位为 0 时，它是 ${rest}。`,
    says: (threshold, rest, gradient, share) =>
      html`没有任何输入的输出神经元停在膜电位 0，比阈值低 <b>${threshold}</b>。那里的替代梯度是
        <b>${rest}</b>，给阈值的梯度是 <b>${gradient}</b>：优化器走一整步的 <b>${share}</b>。`,
  },
  rousing: {
    title: '唤醒死神经元',
    intro: html`阈值过高的神经元从不发放，而从不发放的神经元很难教。在这一课里，你先让整个网络沉默，再把它唤醒。这正是
      Rouse 所实现的论文的想法：S. M. Takaghaj 与 J. Sampson，<a
        href="https://arxiv.org/abs/2407.19566"
        >To Spike or Not to Spike, that is the Question</a
      >。`,
    twins: (hidden) =>
      html`两个网络学习识别数字。各有 ${hidden} 个隐藏神经元和十个输出，每个数字一个。<b class="a">A</b>
        的阈值保持不变，<b class="b">B</b>
        的阈值与权重一起学习。其余完全相同：初始权重、样本、顺序。`,
    settings: { threshold: '初始阈值 θ', width: '替代梯度的宽度' },
    runs: '你的训练',
    columns: ['阈值', '宽度', 'A 正确', 'A 死亡', 'B 正确', 'B 死亡'],
    deadOf: (dead, all) => `${dead}/${all}`,
    healthy: (epochs) =>
      html`让阈值保持在 5，按播放。${epochs} 轮之后，两个网络都能认对大多数测试数字。`,
    dead: html`在一轮训练中，对任何样本都不发放的神经元称为<b>死神经元</b>。图中是死神经元的比例：实线是隐藏层，虚线是输出层。起点良好时，几乎所有神经元都活着。`,
    broken: html`现在把它弄坏：调高阈值，再按播放，直到 A 的所有隐藏神经元自始至终都是死的。`,
    why: html`A 再也学不到任何东西，也无法自救。没有隐藏神经元发放，就没有脉冲到达输出层，而没有脉冲的权重没有梯度。剩下的只有替代梯度够得着的部分，你在<a
        href="#surrogate"
        >上一课</a
      >见过：离阈值很远时，它几乎为零。下图按你的滑块画出它，每条横线都比上面一条小一万倍。`,
    trains: html`它虽然微小，却有方向。同一个替代梯度让<b>阈值</b>下降，而且在每一步都如此，无论有没有脉冲。这就是论文的想法：让阈值学习，从未发放的神经元就能重新够得着。`,
    roused: html`找一个阈值：A 自始至终都是死的，而 B 能认对至少一半的测试数字。`,
    order: html`看 B 的曲线：虚线先下降。输出层先降低阈值，直到发放，这时梯度才传到隐藏层，隐藏层随后醒来。`,
    lost: html`再调高，直到 B 也醒不过来。`,
    faint: html`优化器 Adam 能弥补小的梯度，但远低于 10<sup>−8</sup>
      的就无能为力了。B 正是在这里放弃的：看上图中一整步的比例。那么，让它够得更远。`,
    reached: html`阈值不动，把替代梯度拉宽，直到 B 醒来，五个数字能认对两个。`,
    question: (rate, from, to) =>
      html`只要梯度不至于太小，Adam 每一步都让阈值移动大约一个学习率，这里是 ${compact(rate)}。输出神经元的阈值从
        ${from} 降到 ${to}，大约需要多少<b>步</b>？`,
    because: (way, rate, steps, perEpoch) =>
      html`${way} / ${compact(rate)} = ${compact(steps)} 步，而这里一轮有 ${perEpoch}
        步。所以 B 要一两轮才能醒来。若用论文设置中的学习率 0.001，则需要 ${count(way / 0.001)} 步。`,
    summary: html`过高的阈值让神经元沉默，而沉默学不到东西。会学习的阈值能找到回来的路，只要替代梯度够得着。更宽的替代梯度对
      A 也有帮助，因为它也够得着权重：你的训练结果显示了帮助有多大。`,
  },
  events: {
    title: '从事件中学习',
    intro: html`事件相机不拍照片。它的每个像素只在亮度变化时自己发声，否则保持沉默。这正是脉冲的语言。在这一课里，你用这样的记录训练网络，并读懂图中的结果。`,
    event: html`一个<b>事件</b>有位置、以百万分之一秒计的时间，以及符号：像素变亮或变暗。纸上的数字不会变化，所以制作数据集
      N-MNIST 时移动的是<b>相机</b>：三次快速转动，称为眼跳，每次约 100
      ms。这里的记录由 Rouse 以同样的方式画出。`,
    previous: '上一段记录',
    next: '下一段记录',
    sampleSays: ({ label, events, durationUs }) =>
      html`这段记录是数字 <b>${label < 0 ? '?' : label}</b>：${34 * 34} 个像素在
        ${milliseconds(durationUs)} 内共有 ${count(events)} 个事件。`,
    look: html`看三个不同数字的记录。你能看出眼跳吗？`,
    bins: html`网络不逐个读取事件。时间被切成 5 ms 的<b>时间窗</b>，一个时间窗内发生的事作为一步输入：300
      ms 共 60 步。<b>脉冲栅格</b>中，每行是一个隐藏神经元，每点是一个脉冲，时间从左到右；右侧的横条是脉冲数。`,
    train: (epochs) =>
      html`在上面的图中按播放。在 ${epochs} 轮的每一轮中，网络把每段训练记录看一遍。`,
    curves: html`<b>准确率</b>是答对的比例：虚线是训练用的记录，实线是网络从未学过的测试记录。<b>损失</b>才是训练真正减小的量：输出层的发放率离目标有多远。`,
    untrained: '训练之后，这里会说明图中的结果。',
    curvesSay: ({ epochs, train, test }) =>
      html`${epochs} 轮之后，B 认对了 <b>${percent(train, 0)}</b> 的训练记录和 <b>${percent(test, 0)}</b> 的测试记录。`,
    confusion: html`错在哪里？在<b>混淆矩阵</b>中，每行是一个数字，每列是一个答案，格中的数是测试记录的段数。答对的在对角线上，其余都是错误。`,
    layerSays: ({ hidden, dead, rate, epochs }) =>
      html`第 ${epochs} 轮中，B 的 ${hidden} 个隐藏神经元里有 <b>${dead}</b> 个死神经元。平均每个隐藏神经元在
        <b>${percent(rate)}</b> 的步中发放：少量脉冲就够了。`,
    question: (label) =>
      label === null
        ? html`训练之后，这里会就你自己的网络所犯的错误提问。`
        : html`在你的训练中，B 在数字 <b>${label}</b> 上错得最多。它最常把 ${label} 认成哪个数字？`,
    because: ({ label, answers, times }) =>
      html`第 ${label} 行，第 ${answers.join('、')} 列：${times} 次。${
        answers.length > 1 ? '次数相同，答哪个都对。' : ''
      }答案只属于你：换一个随机种子，错误也不同。`,
    heart: html`虚线与实线之间的<b>差距</b>，就是记住与真懂之间的差距。每个数字只有十段记录，网络很快就能背下来，遇到新的却常常出错。重要的是实线：网络能否<b>泛化</b>。`,
    amount: '每个数字的训练记录数',
    more: (gap) =>
      html`给它们更多记录，再按播放，直到最后一轮之后 B 的差距小于 ${percent(gap, 0)}。`,
    real: html`<b>真实记录。</b>N-MNIST 就是用这样的相机拍摄的（Orchard 等，2015，CC BY-SA 4.0）。如果你有它的 Train.zip 和
      Test.zip、文件夹或 Rouse 数据包，可以在这里打开，本页所有的图便都以它们为准。文件只留在你的设备上。`,
    files: '文件',
    folder: '文件夹',
    address: '数据包的地址',
    load: '加载',
    loading: '正在加载……',
    loaded: '已加载：按播放。',
    summary: html`读懂一次训练就是这些：输入是什么，学得多快，还有哪些错误，谁在沉默，以及对从未见过的数据是否有效。实验室里有同样的图，还有更多。`,
  },
  surrogate: {
    title: '给脉冲一个坡度',
    intro: html`网络靠坡度学习：权重多一点，误差少一点。脉冲没有坡度，要么有，要么没有。本课展示训练如何变通。`,
    stairs: html`左图是这个神经元可能的每个权重，以及相应的发放次数。曲线是阶梯：几乎处处平坦，坡度为
      0，而在台阶处无限陡。权重变化一小步，什么都不会改变，学习便不知道该往哪里走。`,
    bell: html`于是训练说一个小谎：用光滑的<b>替代梯度</b> ρ(<i>v</i> − θ)
      代替脉冲的导数，如右图：膜电位靠近阈值时大，远离时为
      0。短线是这个神经元每一步的膜电位，只有落在替代梯度之下的才会让它学习。`,
    flat: html`神经元静默，膜电位远低于阈值。按<b>学习一步</b>：替代梯度这么窄，什么都不动。`,
    wide: html`把替代梯度拉宽，直到梯度不再为 0，尽管神经元仍然静默。`,
    learn: (wanted) => html`现在让它一步一步地学习，直到发放 ${wanted} 次。`,
    question: (peak, threshold) =>
      html`另一个神经元的膜电位最高只到 ${peak}，阈值是
        ${threshold}。三角形替代梯度<b>至少</b>要多宽，它才能学习？`,
    because: html`三角形在离阈值的距离等于宽度处结束，这里是 5 − 2 =
      3。论文中的指数替代梯度没有尽头，能够到每个神经元，哪怕极其微弱。`,
    summary: html`同一个替代梯度也给了阈值坡度：降低 θ 与增大 <i>w</i>
      一样，都让膜电位更接近阈值。Rouse 就是这样唤醒从不发放的神经元的。`,
  },
  truth: {
    title: '真的吗？',
    intro: html`论文说可训练阈值有帮助。你来预测在哪里有帮助，亲自运行它的实验，让你自己的数字来判断，偶然也算在内。`,
  },
  motion: {
    title: '看见运动',
    intro: html`事件相机看见会动的东西，四个通道说出它向哪里动。在这里您看着它们发放：为一根条，为一个手势，也为您自己的手。`,
  },
  hearing: {
    title: '用脉冲听',
    intro: html`耳蜗把声音变成脉冲，词则由有次序的声音组成。在这里你听到网络所听到的，给网络以记忆，再对它说一个数字。`,
  },
  neuron: {
    title: '一个神经元',
    intro: html`脉冲神经元接收脉冲，每一步遗忘一点，积累足够时就以一个脉冲作答。Rouse
      中的网络全由它组成。下面就是一个神经元，由训练网络的同一套代码计算。`,
    leak: html`每个脉冲使<b>突触电流</b> <i>i</i> 增加权重 <i>w</i>，电流再流入<b>膜电位</b> <i>v</i>。
      两者都会泄漏：从一步到下一步，电流只保留 <i>r<sub>i</sub></i>，膜电位只保留
      <i>r<sub>v</sub></i>。在图上移动即可看到每一步的数值。`,
    twoPulses: html`单独一个脉冲对这个神经元来说太弱。不要动滑块，在第一个脉冲附近再设置一个，近到使神经元发放。`,
    threshold: html`虚线是<b>阈值</b> θ。膜电位到达阈值的那一步，神经元才会发放：输出要么是一个脉冲，要么什么都没有。
      发放之后膜电位<b>重置</b>为 0，剩余的电流又开始使它上升。`,
    leaky: html`让神经元忘得更快：把 <i>r<sub>v</sub></i> 拉到 0.9 以下，直到两个脉冲不再使它发放。`,
    rouse: html`现在它静默了，静默的神经元对网络毫无贡献。不要动泄漏和权重：只用阈值把它唤醒。`,
    rate: html`阈值很低时，神经元几乎对任何输入都会发放。用至多两个脉冲让它至少发放六次。`,
    question: html`只保留第 10 步的一个脉冲，并把电流泄漏设为 <i>r<sub>i</sub></i> = 0.5。
      <b>三步之后</b>，即第 13 步，脉冲带来的电流还剩多少（占比）？`,
    because: html`每一步保留一半：0.5 · 0.5 · 0.5 = <i>w</i> 的
      0.125。所以神经元只记得一小会儿，时间上靠近的脉冲才会一起起作用。`,
    summary: html`所以神经元有三种静默的原因：权重太弱、泄漏太快，或阈值太高。网络通常只学习权重，而 Rouse 也学习阈值。`,
  },
};

function learned({ level, arms }: Verdict): string {
  const [first, second] = arms;
  if (!first) return '';
  const name = ({ arm }: ArmVerdict) => arm.toUpperCase();
  if (level === null) {
    const at = (one: ArmVerdict) => `${name(one)} 达到 ${percent(one.best)}`;
    const after = (one: ArmVerdict) => `${one.epochs} 个轮次后，`;
    const together = arms.every((one) => one.epochs === first.epochs);
    if (together) return `${after(first)}${arms.map(at).join('，')}。`;
    return `${arms.map((one) => after(one) + at(one)).join('；')}。`;
  }
  const goal = percent(level, 0);
  const reached = `${name(first)} 用 ${first.reached} 个轮次达到 ${goal}`;
  if (!second) return `${reached}。`;
  if (second.reached === null)
    return `${reached}，${name(second)} 在 ${second.epochs} 个轮次内尚未达到。`;
  if (second.reached !== first.reached)
    return `${reached}，${name(second)} 用了 ${second.reached} 个。`;
  return `A 和 B 都用 ${second.reached} 个轮次达到 ${goal}。`;
}

function dead(arms: readonly ArmVerdict[]): string {
  if (arms.every((one) => one.dead === 0)) return '没有隐藏神经元死亡。';
  const worst = arms.toSorted((one, other) => other.dead - one.dead);
  const parts = worst.map(
    ({ arm, dead, hidden }) => `${arm.toUpperCase()} ${count(dead)}/${count(hidden)}`,
  );
  return `死亡的隐藏神经元：${parts.join('，')}。`;
}

function layerName(layer: number, layers: number): string {
  if (layer === layers - 1) return '输出层';
  return layers === 2 ? '隐藏层' : `隐藏层 ${layer + 1}`;
}
