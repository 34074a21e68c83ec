/** 简体中文。The longer explanations in Chinese. */
import { html } from 'lit';
import { compact } from '../format';
import { reachOf } from '../reach';
import { surrogateOf } from '../specification';
import { equations } from './equations';
import type { Explanations } from './topics';

const reachSays = (reach: number) =>
  Number.isFinite(reach)
    ? `当前的替代梯度能到达的距离是 ${compact(Number(reach.toPrecision(3)))}。`
    : '当前的替代梯度有更高的下限，因此能到达每个神经元。';

export const explanations: Explanations = {
  events: () => html`
    <p>
      一个事件包含位置、时刻和符号：这个像素变亮（ON）或变暗（OFF）。记录被切成时间步；输入在某一步中至少有一个事件，就在这一步发放脉冲。只有发生事件的地方才需要计算：
    </p>
    ${equations.current}
    <p>每个输入脉冲把它的一行权重加到下一层的突触电流上。</p>
  `,
  hearing: () => html`
    <p>
      一个事件包含通道和时刻。记录被切成时间步；输入的通道在某一步中至少有一个事件，就在这一步发放脉冲。只有发生事件的地方才需要计算：
    </p>
    ${equations.current}
    <p>每个输入脉冲把它的一行权重加到下一层的突触电流上。</p>
  `,
  threshold: () => html`
    <p>膜电位 v 达到阈值 θ 时，神经元发放脉冲：</p>
    ${equations.spike}
    <p>B 像学习权重一样学习 θ。求和遍历所有时间步，包括没有脉冲的，因此沉默的神经元也能降低阈值，直到发放：</p>
    ${equations.thresholdGradient}
    <p>ρ 是替代梯度。阈值固定的层不使用这个梯度。</p>
  `,
  surrogate: (settings) => html`
    <p>脉冲是一个阶跃：除阈值处外导数处处为零，从中学不到东西。反向传播用 ρ(v − θ) 来代替。当前选择的形式：</p>
    ${equations.surrogate(settings)}
    <p>
      幅度 κ 为 ${settings.surrogateScale}，宽度 w 为 ${settings.surrogateWidth}。超出宽度后它逐渐减弱，三角形和矩形则直接为零：那里的神经元几乎学不到或完全学不到东西。
    </p>
  `,
  reach: (settings) => html`
    <p>沉默的神经元在膜电位的峰值处离阈值最近，任何替代梯度在那里都最大。满足下式时，替代梯度能到达它：</p>
    ${equations.reach}
    <p>
      低于此值，梯度就淹没在 Adam 的 ε（10<sup>−8</sup>）之中，因为损失只传下来大约十分之一的 ρ。${reachSays(reachOf(surrogateOf(settings)))}发放的神经元越过了阈值，总能得到梯度。
    </p>
    <p>峰值来自当前网络对所示样本的反应。阈值升高时，原本发放的神经元会升得更高：它的新峰值在重置之后才知道。</p>
  `,
  membrane: () => html`
    <p>神经元采用泄漏积分发放模型。脉冲加到突触电流 i 上，电流加到膜电位 v 上，两者都会泄漏：每一步保留比例 r。</p>
    ${equations.current} ${equations.potential} ${equations.spike} ${equations.reset}
    <p>发放之后，膜电位从 0 重新开始。这里 i 保留 0.75，v 保留 0.97。</p>
  `,
  loss: (settings) => html`
    <p>单个样本的损失，再对一批取平均。当前选择的形式：</p>
    ${equations.loss(settings)}
    <p>
      n<sub>k</sub> 是输出神经元 k 在 T 个时间步中发放的次数。${
        settings.loss === 'rate_mse'
          ? '正确类别的目标发放率为 0.2，其余为 0.03。'
          : 'y 是正确类别，λ 为 0.2。'
      }
    </p>
  `,
  adam: () => html`
    <p>Adam 沿梯度 g 的均值 m 前进，并除以梯度通常的大小 √q，使每个参数 p 都有自己的步伐：</p>
    ${equations.adamMoments} ${equations.adamUpdate}
    <p>η 是学习率；权重和阈值各有一个。帽号修正 m 和 q 从 0 开始的偏差。β₁ 为 0.9，β₂ 为 0.999。两个学习率都可以在训练中更改。</p>
  `,
  dead: () => html`
    <p>神经元在一轮的所有样本、所有时间步中都没有发放，它在这一轮就是死的：</p>
    ${equations.dead}
    <p>它不再向下一层传递任何信息，其权重只能从替代梯度的远端得到微弱的梯度。可训练的阈值会降下来迎接膜电位。</p>
  `,
  firingRate: () => html`
    <p>神经元的发放率是它发放的时间步所占的比例：</p>
    ${equations.rate}
    <p>0 表示沉默，1 表示每一步都发放。两者都不能说明看到了什么。</p>
  `,
  confusion: () => html`
    <p>第 k 行第 j 列是类别 k 被当成 j 的测试样本数。网络的回答是脉冲最多的输出神经元：</p>
    ${equations.answer}
    <p>每行按比例着色，对角线越深，答对的越多。</p>
  `,
  histogram: () => html`
    <p>所看的那一层所有神经元的阈值。起初都相等；B 的阈值随梯度移动：应少发放的升高，应多发放的降低：</p>
    ${equations.thresholdGradient}
    <p>阈值不会低于一个小的正数：为 0 时就没有复位了。</p>
  `,
  accuracy: () => html`
    <p>回答是发放最多的输出神经元，准确率是答对的比例：</p>
    ${equations.answer} ${equations.accuracy}
    <p>C 统计类别 k 被当成 j 的样本数。实线来自从不用于训练的测试样本：它说明网络理解了多少，而不是记住了多少。</p>
  `,
  epoch: () => html`
    <p>一轮之中，每个训练样本以新的顺序被看一次。每看完一批 B 个样本，就按梯度的平均值更新权重和阈值：</p>
    ${equations.batchGradient}
    <p>批小则更新频繁，批大则噪声较小。</p>
  `,
  resetGradient: () => html`
    <p>膜电位的误差 e 沿时间反向传播。论文忽略复位：</p>
    ${equations.resetPaper}
    <p>屏蔽时，误差不会穿过脉冲向后传播，因为复位已忘掉此前的一切：</p>
    ${equations.resetMasked}
    <p>当神经元几乎每一步都发放时，只有屏蔽规则能让 B 提高阈值。</p>
  `,
  surrogateFloor: (settings) => html`
    <p>无论膜电位有多远，下限 f 都使替代梯度不会消失：</p>
    ${equations.surrogate(settings)} ${equations.floor}
    <p>它用来补救完全沉默的层。0 即论文的规则。</p>
  `,
  thinning: (settings) => html`
    <p>
      论文的替代梯度处处不为零，因此每个神经元在每个时间步都有一个梯度 g 要传给下面的层。每个梯度以概率 P
      被抽中，并以其倒数加权，因此多次抽取的均值就是 g：
    </p>
    ${equations.thinning}
    <p>
      N 为 ${settings.gradientThinning}。沉默的神经元也会被抽中，只是较少，所以仍能被唤醒。一层自己的权重和阈值从全部梯度中学习。只有一个隐藏层、屏蔽复位、有发放率牵引、卷积或带记忆的神经元时，传递全部梯度。
    </p>
  `,
  firingRatePull: () => html`
    <p>在有 N 个神经元的每个隐藏层中，发放率低于 r<sub>min</sub> 的神经元会增加样本的损失：</p>
    ${equations.pull}
    <p>c 是强度。高于最低发放率的神经元不受影响；0 表示关闭。</p>
  `,
  retention: () => html`
    <p>
      神经元一步一步地遗忘：突触电流保留比例 r<sub>i</sub>，膜电位保留比例 r<sub>v</sub>。
    </p>
    ${equations.current} ${equations.potential}
    <p>经过这么多个时间步，原有的量只剩一半：</p>
    ${equations.halfLife}
    <p>可训练时，每个神经元自己学会该记住多久，最多到 r = 0.995。</p>
  `,
  recurrence: () => html`
    <p>隐藏层的脉冲 s 在下一个时间步经由自己的权重 U 回到这一层，使它能留住听到的内容：</p>
    ${equations.recurrentCurrent}
    <p>
      U 与 W 一样被学习。“到除自己外的所有”去掉神经元到自身的连接。它们从很小的值开始：会放大的环路学不会。
    </p>
  `,
  adaptation: () => html`
    <p>
      刚发放过的神经元在一段时间内不易再次发放。每个脉冲给适应量 a 加上 β，它每个时间步按
      r<sub>a</sub> 衰减；有 α 时，复位后的膜电位 u 也加到它上面：
    </p>
    ${equations.adaptation}
    <p>它提高阈值，</p>
    ${equations.risenThreshold}
    <p>或者作为电流抵消膜电位：</p>
    ${equations.counterCurrent}
    <p>θ 仍像以前一样被学习。</p>
  `,
  delay: () => html`
    <p>
      每个隐藏神经元的脉冲按自己的延迟 d 晚到。于是不同时刻的脉冲可以相遇，从而分辨只有先后不同的词：
    </p>
    ${equations.delayed}
    <p>d 不必是整数：脉冲会分成两份，到达最近的两个时间步，各占多少正是梯度所移动的。</p>
  `,
  dropout: () => html`
    <p>
      在每个训练样本中，每个隐藏神经元以概率 p 不被听到，其余的按比例加重，使任何神经元都不会只依赖另一个：
    </p>
    ${equations.dropout}
    <p>测试时全部都被听到。</p>
  `,
  readout: () => html`
    <p>类别 k 的得分 n 是其输出神经元发放的次数（如论文），或者</p>
    ${equations.highestPotential} ${equations.meanPotential}
    <p>一个从不发放的输出神经元的最高或平均膜电位：它是一个会泄漏的积分器，阈值对它不起作用。</p>
  `,
  camera: () => html`
    <p>
      您写的数字先像数据中的数字那样缩放、居中，并用同样粗细的笔重画，然后传感器在它上面移动
      300 毫秒。像素看到的光强为 I：自上一个事件以来，ln I 的变化达到该像素自己的对比度阈值 c 时，它就发出一个事件：
    </p>
    ${equations.camera}
    <p>变亮为 ON，变暗为 OFF。各像素的阈值略有不同；发出事件后像素有 1.5 毫秒看不见；还有些事件毫无缘由，就像真实的相机一样。</p>
  `,
  sweep: () => html`
    <p>
      阈值过高，神经元一直沉默；阈值过低，它对什么都发放。阈值固定时，只能靠权重来弥补。可训练的阈值则沿着自己的梯度移动，即使在没有脉冲的时间步也是如此：
    </p>
    ${equations.thresholdGradient}
    <p>因此从几个起点出发训练，其他一概不变，看起点是否仍然重要。从好的起点出发，两者应当结果相同；这也是论断的一部分。</p>
  `,
  pairs: () => html`
    <p>
      种子相同的运行从相同的权重开始，以相同的顺序看到记录，因此每个种子给出一个测试准确率之差
      d：可训练减去固定。n 个种子的平均差与标准差 s 给出 95 % 置信区间
    </p>
    ${equations.interval}
    <p>其中 t 为学生分布。区间在 0 以上，说明可训练阈值有帮助；在 0 以下，说明有害；包含 0，则这几个种子看不出来。它并不说明换一个数据集会怎样。</p>
  `,
  weightDistance: () => html`
    <p>一层的权重 W 与训练前的权重 W<sub>0</sub> 之间的距离：</p>
    ${equations.weightDistance}
    <p>死神经元之后的权重得不到梯度，停在原处。阈值移动时，权重也许不必走那么远。</p>
  `,
};
